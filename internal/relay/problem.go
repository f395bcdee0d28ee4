package relay

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"linkledger/internal/relayapi"
)

// problem is an error as the contract says it.
type problem struct {
	status int
	relayapi.Problem
	retry time.Duration // when to ask again; 0 says nothing
}

func (p problem) Error() string { return p.Problem.Error() }

func refuse(status int, code, message, hint string) problem {
	return problem{status: status, Problem: relayapi.Problem{Code: code, Message: message, Hint: hint}}
}

func invalid(message, hint string) problem {
	return refuse(http.StatusBadRequest, relayapi.CodeInvalid, message, hint)
}

func unauthorized(message, hint string) problem {
	return refuse(http.StatusUnauthorized, relayapi.CodeUnauthorized, message, hint)
}

func codeTaken(message, hint string) problem {
	return refuse(http.StatusConflict, relayapi.CodeCodeTaken, message, hint)
}

func tooLarge(message, hint string) problem {
	return refuse(http.StatusRequestEntityTooLarge, relayapi.CodeTooLarge, message, hint)
}

func tooMany(message, hint string, retry time.Duration) problem {
	p := refuse(http.StatusTooManyRequests, relayapi.CodeTooMany, message, hint)
	p.retry = retry
	return p
}

func unavailable(message, hint string) problem {
	p := refuse(http.StatusServiceUnavailable, relayapi.CodeUnavailable, message, hint)
	p.retry = unavailableRetry
	return p
}

const unavailableRetry = 5 * time.Second

// badRequest answers what could not be read.
func (r *Relay) badRequest(w http.ResponseWriter, req *http.Request, err error) {
	if long := (*http.MaxBytesError)(nil); !errors.As(err, &long) {
		err = invalid("The request can't be read: "+cut(err.Error(), 300)+".", "Update the program.")
	}
	r.failed(w, req, err)
}

// failed answers every error as a Problem, and tells the log what the caller
// must not know.
func (r *Relay) failed(w http.ResponseWriter, _ *http.Request, err error) {
	var p problem
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &p):
	case errors.Is(err, ErrNotFound):
		p = refuse(http.StatusNotFound, relayapi.CodeNotFound, "The relay does not have this.", "")
	case errors.As(err, &long):
		p = tooLarge("The request is longer than 8 MiB.", "Send less at once.")
	default:
		if !errors.Is(err, context.Canceled) { // the caller hung up
			r.log.Error("api: a request was not served", "error", err)
		}
		p = unavailable("The relay can't reach its storage right now.", "Nothing was changed; it is tried again.")
	}
	writeProblem(w, p)
}

func writeProblem(w http.ResponseWriter, p problem) {
	body, err := json.Marshal(p.Problem)
	if err != nil {
		p.status, body = http.StatusInternalServerError, []byte(`{"code":"internal","message":"The relay failed."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if p.retry > 0 {
		retryAfter(w, p.retry)
	}
	if p.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(p.status)
	_, _ = w.Write(body) // a caller that hung up is told nothing
}
