package desktop

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"syscall"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/payout/csvfile"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

// failure is an error as it crosses the bridge, in JSON.
type failure struct {
	Code      string            `json:"code"`
	Message   string            `json:"message"`
	Hint      string            `json:"hint"`
	Retryable bool              `json:"retryable"`
	Fields    map[string]string `json:"fields,omitempty"`
	Details   string            `json:"details,omitempty"` // to copy into a report
}

// Error is the JSON itself: the bridge hands on nothing but a text.
func (f failure) Error() string {
	raw, err := json.Marshal(f)
	if err != nil {
		return `{"code":"internal","message":"Something went wrong."}`
	}
	return string(raw)
}

// do runs a bound method: a panic becomes an error, since the bridge would
// never answer otherwise, and every error becomes a failure.
func do[T any](a *App, method func(*session) (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("panic in a bound method", "panic", p, "stack", string(debug.Stack()))
			err = failure{Code: affiliate.Internal, Message: "Something went wrong in Linkledger. Nothing was changed by halves.", Details: fmt.Sprint(p)}
		}
	}()
	s, err := a.session()
	if err == nil {
		result, err = method(s)
	}
	if err != nil {
		return result, fail(err)
	}
	return result, nil
}

// fail turns an error into what a person reads.
func fail(err error) error {
	var already failure
	if errors.As(err, &already) {
		return already
	}
	f := failure{Code: affiliate.Internal, Message: "Something went wrong in Linkledger.", Hint: "Copy the details and send them to whoever looks after it.", Details: err.Error()}
	var known *affiliate.Error
	var problem relayapi.Problem
	var rows csvfile.Problems
	switch {
	case errors.As(err, &known):
		f = failure{Code: known.Code, Message: known.Message, Hint: known.Hint, Fields: known.Fields, Retryable: known.Code == affiliate.Unavailable}
	case errors.As(err, &problem):
		f = failure{Code: problem.Code, Message: problem.Message, Hint: problem.Hint, Retryable: problem.Code == relayapi.CodeUnavailable}
		if problem.Code == relayapi.CodeUnauthorized {
			f.Hint = "This device was removed from the relay, or its token is wrong. Ask for a new connection line and enter it under Settings."
		}
	case errors.Is(err, relayapi.ErrUnreachable):
		f = failure{Code: affiliate.Unavailable, Message: "The relay does not answer.", Retryable: true, Details: err.Error(),
			Hint: "Everything here can be read and edited; what you change is sent when the relay is back."}
	case errors.Is(err, cj.ErrCredential), errors.Is(err, cj.ErrTryLater), errors.Is(err, cj.ErrUnexpected):
		f = failure{Code: affiliate.Unavailable, Message: sentence(err.Error()), Hint: cjHint(err), Retryable: errors.Is(err, cj.ErrTryLater)}
	case errors.Is(err, sqlitex.ErrNewer), errors.Is(err, sqlitex.ErrCorrupt), errors.Is(err, sqlitex.ErrForeign):
		f = failure{Code: "database", Message: sentence(err.Error()), Hint: "The file was left as it is. Another profile can be opened meanwhile."}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		f = failure{Code: affiliate.Unavailable, Message: "Linkledger may not write to its folder.", Details: err.Error(), Retryable: true,
			Hint: "Check the permissions of the folder that holds your profiles: " + sentence(err.Error())}
	case errors.Is(err, syscall.ENOSPC), sqlitex.IsFull(err):
		f = failure{Code: affiliate.Unavailable, Message: "The disk is full, so nothing was saved.", Hint: "Make room, and try again.", Details: err.Error(), Retryable: true}
	case errors.As(err, &rows):
		f = failure{Code: affiliate.Invalid, Message: "The file was not written, because a line of it would be wrong.", Details: rows.Error(),
			Hint: sentence(rows.Error())}
	}
	return f
}

func sentence(text string) string {
	if text == "" {
		return text
	}
	if last := text[len(text)-1]; last != '.' && last != '!' {
		text += "."
	}
	if c := text[0]; c >= 'a' && c <= 'z' {
		return string(c-'a'+'A') + text[1:]
	}
	return text
}
