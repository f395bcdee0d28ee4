package cj

import (
	"errors"
	"fmt"
	"strings"
)

// Errors that callers tell apart with errors.Is. Each comes wrapped in a
// message for a person.
var (
	// ErrCredential says that CJ refused the token: asking again won't help.
	ErrCredential = errors.New("CJ refused the token")
	// ErrTryLater says that CJ, or the way to it, is out of order for now: the
	// same call may succeed later, and nothing was lost.
	ErrTryLater = errors.New("CJ can't be asked right now")
	// ErrUnexpected says that CJ answered something this program can't use.
	ErrUnexpected = errors.New("CJ answered something unexpected")
)

func credentialError(said string) error {
	return fmt.Errorf("%w (%s): make a new personal access token at developers.cj.com and paste it under Settings",
		ErrCredential, said)
}

// later is ErrTryLater with its cause, and with how long CJ asked to wait.
type later struct {
	said  string
	cause error // may be nil
	after string
}

func (e *later) Error() string {
	return fmt.Sprintf("%v (%s): what was read so far is kept, try again in a few minutes", ErrTryLater, e.said)
}

func (e *later) Unwrap() []error {
	if e.cause == nil {
		return []error{ErrTryLater}
	}
	return []error{ErrTryLater, e.cause}
}

func unexpected(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrUnexpected, fmt.Errorf(format, args...))
}

// shorten makes a text from outside fit for a message: one line, no control
// characters, not too long.
func shorten(text string) string {
	const most = 200
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strings.TrimSpace(text)
}
