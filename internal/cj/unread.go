package cj

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

// unread says which row can't be read, and why.
func (c *Client) unread(raw json.RawMessage, id string, why error) affiliate.UnreadCommission {
	if !isID(id) {
		id = ""
	}
	sum := sha256.Sum256(raw)
	return affiliate.UnreadCommission{ID: id, Mark: hex.EncodeToString(sum[:8]), Why: c.clean(why.Error())}
}

// unreadWarning is for the person who sets the account up.
func unreadWarning(list []affiliate.UnreadCommission) []string {
	if len(list) == 0 {
		return nil
	}
	return []string{affiliate.UnreadWords(list)}
}

// isID reports whether a text can be asked for as a commission's id.
func isID(text string) bool {
	return text != "" && len(text) <= maxIDLength && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// mistyped names the field that has another type than CJ's schema says.
func (s side) mistyped(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) || wrong.Field == "" {
		return errors.New("it is no row")
	}
	name := wrong.Field[strings.LastIndex(wrong.Field, ".")+1:]
	value, _, _ := strings.Cut(wrong.Value, " ")
	return fmt.Errorf("%s has the wrong type (%s)", s.theirs(name), value)
}

// date reads one of a row's dates, which CJ's schema says are never null.
func date(name string, text loose) (time.Time, error) {
	if text == "" {
		return time.Time{}, fmt.Errorf("%s is missing", name)
	}
	at, err := time.Parse(time.RFC3339, string(text))
	if at = at.UTC(); err != nil || at.Year() < 1 || at.Year() > 9999 {
		return time.Time{}, fmt.Errorf("%s %q is no date", name, shorten(string(text)))
	}
	return at, nil
}
