package cj

import (
	"cmp"
	"encoding/json"
	"time"
)

// loose is a value whose type CJ doesn't document: a text, a number, a yes or
// no, or something with a name. It reads as text; what is none of them as none.
type loose string

// UnmarshalJSON implements json.Unmarshaler.
func (l *loose) UnmarshalJSON(raw []byte) error {
	var text string
	var named struct{ ID, Name loose }
	switch {
	case string(raw) == "null":
		*l = ""
	case json.Unmarshal(raw, &text) == nil:
		*l = loose(plainText(text))
	case raw[0] == '{' && json.Unmarshal(raw, &named) == nil:
		*l = cmp.Or(named.Name, named.ID)
	case raw[0] != '{' && raw[0] != '[':
		*l = loose(raw)
	default:
		*l = ""
	}
	return nil
}

func (l loose) count() int { return count(string(l)) }

func (l loose) time() time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		if at, err := time.Parse(layout, string(l)); err == nil && at.Year() < 10000 && at.Year() > 0 {
			return at.UTC()
		}
	}
	return time.Time{}
}
