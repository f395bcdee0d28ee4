package sandbox

import (
	"errors"
	"fmt"
	"net/http"
)

// problem is a refusal in words, with the HTTP status that carries it.
type problem struct {
	status int
	text   string
}

func (p problem) Error() string { return p.text }

func invalid(format string, args ...any) error {
	return problem{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return problem{http.StatusNotFound, fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return problem{http.StatusConflict, fmt.Sprintf(format, args...)}
}

// statusOf is the HTTP status for an error: a problem's own, or 500.
func statusOf(err error) int {
	if p, ok := errors.AsType[problem](err); ok {
		return p.status
	}
	return http.StatusInternalServerError
}

// shorten keeps what a caller sent readable inside an error text.
func shorten(s string) string {
	const most = 80
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
