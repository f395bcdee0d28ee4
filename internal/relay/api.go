package relay

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"linkledger/internal/relayapi"
)

// Limits of the contract.
const (
	maxAPIBody   = 8 << 20
	defaultPage  = 1000
	maxPage      = 1000
	defaultList  = 100
	bearerPrefix = "Bearer "
)

// problem is an error as the contract says it.
type problem struct {
	status int
	relayapi.Problem
}

func (p problem) Error() string { return p.Problem.Error() }

func invalid(message, hint string) problem {
	return problem{http.StatusBadRequest, relayapi.Problem{Code: relayapi.CodeInvalid, Message: message, Hint: hint}}
}

// caller is the device that a request's token belongs to.
type caller struct {
	device    Device
	workspace *workspace
}

type callerKey struct{}

func callerOf(ctx context.Context) caller { return ctx.Value(callerKey{}).(caller) }

// api serves the contract to devices.
func (r *Relay) api() http.Handler {
	mux := http.NewServeMux()
	strict := relayapi.NewStrictHandlerWithOptions(server{Relay: r}, nil, relayapi.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: r.badRequest, ResponseErrorHandlerFunc: r.failed,
	})
	relayapi.HandlerWithOptions(strict, relayapi.StdHTTPServerOptions{BaseRouter: mux, ErrorHandlerFunc: r.badRequest})
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		r.failed(w, req, problem{http.StatusNotFound, relayapi.Problem{
			Code: relayapi.CodeNotFound, Message: "There is nothing at this path, or not with this method.", Hint: "Update the program.",
		}})
	})
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		who, err := r.authenticate(req)
		if err != nil {
			r.failed(w, req, err)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		req.Body = http.MaxBytesReader(w, req.Body, maxAPIBody)
		mux.ServeHTTP(w, req.WithContext(context.WithValue(req.Context(), callerKey{}, who)))
	})
}

func (r *Relay) authenticate(req *http.Request) (caller, error) {
	token, ok := strings.CutPrefix(req.Header.Get("Authorization"), bearerPrefix)
	if !ok || !strings.HasPrefix(token, relayapi.TokenPrefix) || len(token) > 200 {
		return caller{}, problem{http.StatusUnauthorized, relayapi.Problem{
			Code: relayapi.CodeUnauthorized, Message: "The request carries no device token.", Hint: "Connect the device again.",
		}}
	}
	d, err := r.store.DeviceByToken(req.Context(), HashToken(token))
	if errors.Is(err, ErrNotFound) {
		return caller{}, problem{http.StatusUnauthorized, relayapi.Problem{
			Code: relayapi.CodeUnauthorized, Message: "This device is not known to the relay, or was shut out.",
			Hint: "Ask the relay's operator for a new connection line.",
		}}
	}
	if err != nil {
		return caller{}, err
	}
	w, err := r.directory.workspace(req.Context(), d.Workspace)
	return caller{device: d, workspace: w}, err
}

// badRequest answers what could not be read.
func (r *Relay) badRequest(w http.ResponseWriter, req *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		r.failed(w, req, problem{http.StatusRequestEntityTooLarge, relayapi.Problem{
			Code: relayapi.CodeTooLarge, Message: "The request is longer than 8 MiB.", Hint: "Send fewer entries at once.",
		}})
		return
	}
	r.failed(w, req, invalid("The request can't be read: "+cut(err.Error(), 300)+".", "Update the program."))
}

// failed answers every error as a Problem, and tells the log what the caller
// must not know.
func (r *Relay) failed(w http.ResponseWriter, _ *http.Request, err error) {
	var p problem
	switch {
	case errors.As(err, &p):
	case errors.Is(err, ErrNotFound):
		p = problem{http.StatusNotFound, relayapi.Problem{Code: relayapi.CodeNotFound, Message: "The relay does not have this."}}
	default:
		r.log.Error("api: a request was not served", "error", err)
		p = problem{http.StatusServiceUnavailable, relayapi.Problem{
			Code: relayapi.CodeUnavailable, Message: "The relay can't reach its storage right now.", Hint: "Nothing was changed; it is tried again.",
		}}
	}
	writeProblem(w, p.status, p.Problem)
}

// server implements the generated contract.
type server struct {
	*Relay
	unfinished
}

// unfinished is the contract's part that this commit declares and the next
// ones build.
type unfinished struct{ relayapi.StrictServerInterface }

var _ relayapi.StrictServerInterface = server{}

// GetWorkspace implements the contract.
func (s server) GetWorkspace(ctx context.Context, _ relayapi.GetWorkspaceRequestObject) (relayapi.GetWorkspaceResponseObject, error) {
	who := callerOf(ctx)
	page, err := s.store.Log(ctx, who.workspace.ID, 0, 0)
	if err != nil {
		return nil, err
	}
	w := relayapi.Workspace{
		ID: who.workspace.ID, Epoch: page.Epoch, Head: page.Head, TimeZone: who.workspace.TimeZone, LinkBase: who.workspace.LinkBase,
		ClickKeys: []relayapi.ClickKey{}, Device: relayapi.Device{ID: who.device.ID, Name: who.device.Name},
	}
	for i, key := range who.workspace.ClickKeys {
		if len(key) > 0 {
			w.ClickKeys = append(w.ClickKeys, relayapi.ClickKey{Index: i, Key: key})
		}
	}
	return relayapi.GetWorkspace200JSONResponse(w), nil
}

// PullLog implements the contract.
func (s server) PullLog(ctx context.Context, req relayapi.PullLogRequestObject) (relayapi.PullLogResponseObject, error) {
	limit, err := limitOf(req.Params.Limit, defaultPage)
	if err != nil {
		return nil, err
	}
	if req.Params.After < 0 {
		return nil, invalid("after is negative.", "Send the last sequence number that was folded, or 0.")
	}
	page, err := s.store.Log(ctx, callerOf(ctx).workspace.ID, req.Params.After, limit)
	return relayapi.PullLog200JSONResponse(page), err
}

// ListClicks implements the contract.
func (s server) ListClicks(ctx context.Context, req relayapi.ListClicksRequestObject) (relayapi.ListClicksResponseObject, error) {
	limit, err := limitOf(req.Params.Limit, defaultList)
	if err != nil {
		return nil, err
	}
	clicks, err := s.store.Clicks(ctx, callerOf(ctx).workspace.ID, req.Params.Link, limit)
	return relayapi.ListClicks200JSONResponse(clicks), err
}

// ListPostbacks implements the contract.
func (s server) ListPostbacks(ctx context.Context, req relayapi.ListPostbacksRequestObject) (relayapi.ListPostbacksResponseObject, error) {
	limit, err := limitOf(req.Params.Limit, defaultList)
	if err != nil {
		return nil, err
	}
	calls, err := s.store.Postbacks(ctx, callerOf(ctx).workspace.ID, limit)
	return relayapi.ListPostbacks200JSONResponse(calls), err
}

func limitOf(asked, standard int) (int, error) {
	switch {
	case asked == 0:
		return standard, nil
	case asked < 0 || asked > maxPage:
		return 0, invalid("limit must be between 1 and 1000.", "Ask for fewer and page on.")
	}
	return asked, nil
}
