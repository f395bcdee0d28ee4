package cj

import (
	"errors"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
)

// Errors that callers tell apart with errors.Is. Each comes wrapped in a
// message for a person, which ends in what to do. None of them loses what was
// read before it.
var (
	// ErrCredential says that CJ refused the token: asking again won't help.
	ErrCredential = errors.New("CJ refused the token")
	// ErrRights says that CJ knows the token, which may not read this account.
	// It is an ErrCredential too.
	ErrRights = fmt.Errorf("%w for this account", ErrCredential)
	// ErrTryLater says that CJ, or the way to it, is out of order for now: the
	// same call may succeed later.
	ErrTryLater = errors.New("CJ can't be asked right now")
	// ErrUnexpected says that CJ answered something that this program can't use:
	// CJ has changed, or this program is wrong.
	ErrUnexpected = errors.New("CJ answered something unexpected")
)

func credentialError(said string) error {
	return fmt.Errorf("%w (%s): make a new personal access token at developers.cj.com and paste it under Settings",
		ErrCredential, said)
}

func (c *Client) noRights(said string) error {
	kind, other := "a publisher's", "an advertiser's"
	if c.side.role == affiliate.CJAdvertiser {
		kind, other = other, kind
	}
	return fmt.Errorf("%w (%s): the token works, but not for CID %s as %s account. Check the CID under Settings, "+
		"or make a token as a user of that account; %s token reads only %s account",
		ErrRights, said, c.cid, kind, other, other)
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
	return fmt.Errorf("%w: %w. Nothing was lost; if it comes again, look for a newer Linkledger, or report this message",
		ErrUnexpected, fmt.Errorf(format, args...))
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
