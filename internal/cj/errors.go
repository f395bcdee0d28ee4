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
	return fmt.Errorf("%w (%s): it may not read CID %s as %s account. Check the CID and the kind of account under Settings, "+
		"or make a token as a user of that account at developers.cj.com", ErrRights, said, c.cid, c.side.kind())
}

// publishersOnly refuses what CJ has for publishers alone, without asking.
func (c *Client) publishersOnly(what string) error {
	if c.side.role == affiliate.CJPublisher {
		return nil
	}
	return fmt.Errorf("%w: CJ shows %s to publishers only, and this is an advertiser's account. Set up the publisher account's token to see them",
		ErrRights, what)
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
