package relay

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"linkledger/internal/relayapi"
)

// Limits of the contract.
const (
	maxAPIBody   = 8 << 20
	defaultPage  = 1000
	maxPage      = 1000
	defaultList  = 100
	bearerPrefix = "Bearer "
	maxToken     = 200
	maxJoinBody  = 16 << 10
	// minCompressed is what is worth compressing.
	minCompressed = 1 << 10
)

// caller is the device that a request's token belongs to.
type caller struct {
	device    Device
	workspace *workspace
}

type callerKey struct{}

func callerOf(ctx context.Context) caller { return ctx.Value(callerKey{}).(caller) }

// api serves the contract to devices, and pairings to those that will be.
func (r *Relay) api() (http.Handler, error) {
	contract := http.NewServeMux()
	strict := relayapi.NewStrictHandlerWithOptions(server{r}, []relayapi.StrictMiddlewareFunc{named}, relayapi.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: r.badRequest, ResponseErrorHandlerFunc: r.failed,
	})
	relayapi.HandlerWithOptions(strict, relayapi.StdHTTPServerOptions{BaseRouter: contract, ErrorHandlerFunc: r.badRequest})
	contract.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		r.failed(w, req, refuse(http.StatusNotFound, relayapi.CodeNotFound, "There is nothing at this path, or not with this method.", "Update the program."))
	})
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(minCompressed), gzhttp.ContentTypes([]string{"application/json"}))
	if err != nil {
		return nil, err
	}
	served := r.turns(compress(contract))
	doors := http.NewServeMux()
	doors.Handle("POST /v1/pairings/{slot}/join", r.joining(early(maxJoinBody, served)))
	doors.Handle("GET /v1/pairings/{slot}/result", r.asJoiner(served))
	doors.Handle("/", r.forDevices(served))
	return r.metrics.counted(bounded(holdable(doors))), nil
}

// bounded sets what holds for every answer and request.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		req.Body = http.MaxBytesReader(w, req.Body, maxAPIBody)
		next.ServeHTTP(w, req)
	})
}

// forDevices lets devices in and nobody else.
func (r *Relay) forDevices(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		who, err := r.authenticate(req)
		if err != nil {
			r.failed(w, req, err)
			return
		}
		r.see(req.Context(), who.device)
		next.ServeHTTP(w, req.WithContext(context.WithValue(req.Context(), callerKey{}, who)))
	})
}

func (r *Relay) authenticate(req *http.Request) (caller, error) {
	token, ok := strings.CutPrefix(req.Header.Get("Authorization"), bearerPrefix)
	if !ok || !strings.HasPrefix(token, relayapi.TokenPrefix) || len(token) > maxToken {
		token = ""
	}
	hash := HashToken(token)
	if err := r.admit(req, hash); err != nil {
		return caller{}, err
	}
	if token == "" {
		return caller{}, unauthorized("The request carries no device token.", "Connect the device again.")
	}
	d, err := r.deviceOf(req.Context(), hash)
	if err != nil {
		return caller{}, err
	}
	r.limits.devices.take(hash, time.Now()) // from now on it has a limit of its own
	w, err := r.directory.workspace(req.Context(), d.Workspace)
	return caller{device: d, workspace: w}, err
}

// admit keeps limits: a device's own once its token was found right, its
// network's before, so that guessing tokens costs the store nothing.
func (r *Relay) admit(req *http.Request, tokenHash string) error {
	if r.limits.devices.knows(tokenHash) {
		if retry, ok := r.limits.devices.take(tokenHash, time.Now()); !ok {
			r.metrics.limited.WithLabelValues("device").Inc()
			return tooMany("This device asks more often than the relay allows.", "Wait, then go on; update the program if it stays.", retry)
		}
		return nil
	}
	if retry, ok := r.within(r.limits.strangers, req); !ok {
		r.metrics.limited.WithLabelValues("stranger").Inc()
		return tooMany("There were too many requests with wrong tokens from your network.", "Wait a moment, then try again.", retry)
	}
	return nil
}

// deviceOf is the device of a token that is not revoked.
func (r *Relay) deviceOf(ctx context.Context, tokenHash string) (Device, error) {
	d, err := r.store.DeviceByToken(ctx, tokenHash)
	return d, shutOut(err)
}

// shutOut is what a device is told whose token the store does not find.
func shutOut(err error) error {
	if errors.Is(err, ErrNotFound) {
		return unauthorized("This device is not known to the relay, or was shut out.", "Ask the relay's operator for a new connection line, and enter it under Settings.")
	}
	return err
}

// server implements the generated contract.
type server struct{ *Relay }

var _ relayapi.StrictServerInterface = server{}

// GetWorkspace implements the contract.
func (s server) GetWorkspace(ctx context.Context, _ relayapi.GetWorkspaceRequestObject) (relayapi.GetWorkspaceResponseObject, error) {
	who := callerOf(ctx)
	page, err := s.store.Log(ctx, who.workspace.ID, 0, 0)
	if err != nil {
		return nil, err
	}
	devices, err := s.store.Devices(ctx, who.workspace.ID)
	if err != nil {
		return nil, err
	}
	owing := slices.DeleteFunc(devices, func(d Device) bool { return !d.Owes || !d.Revoked.IsZero() })
	w := relayapi.Workspace{
		ID: who.workspace.ID, Epoch: page.Epoch, Head: page.Head, TimeZone: who.workspace.TimeZone, LinkBase: who.workspace.LinkBase,
		ClickKeys: []relayapi.ClickKey{}, Device: relayapi.Device{ID: who.device.ID, Name: who.device.Name}, LastEntry: who.device.LastEntry, WaitingFor: namesOf(owing),
	}
	for i, key := range who.workspace.ClickKeys {
		if len(key) > 0 {
			w.ClickKeys = append(w.ClickKeys, relayapi.ClickKey{Index: i, Key: key})
		}
	}
	return relayapi.GetWorkspace200JSONResponse(w), nil
}

// ListClicks implements the contract.
func (s server) ListClicks(ctx context.Context, req relayapi.ListClicksRequestObject) (relayapi.ListClicksResponseObject, error) {
	limit, err := limitOf(req.Params.Limit, defaultList)
	if err != nil {
		return nil, err
	}
	workspace := callerOf(ctx).workspace.ID
	clicks, err := s.store.Clicks(ctx, workspace, req.Params.Link, limit)
	if err != nil {
		return nil, err
	}
	test := s.links.isTest(workspace, req.Params.Link)
	for i := range clicks {
		clicks[i].Test = test
	}
	return relayapi.ListClicks200JSONResponse(clicks), nil
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
