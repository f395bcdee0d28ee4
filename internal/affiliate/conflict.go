package affiliate

import (
	"encoding/json"
	"time"
)

// Version is the last change of a guarded subject.
type Version struct {
	Entry  string // id of the entry that made it
	Fields json.RawMessage
	Device string
	Actor  string
	Time   time.Time
}

// NoVersion is what a change expects of a subject that nobody has set yet.
const NoVersion = "none"

// EditConflict is a change that was not applied: it expected another version of
// its subject than the log had by then.
type EditConflict struct {
	ID     string // of the entry
	Noun   Noun
	Key    string
	Mine   Version // what was not applied
	Theirs Version // what stands now
}

// Resolution is the body of a change of noun conflict: it takes the conflict
// off every screen.
type Resolution struct {
	Keep string `json:"keep"` // KeepTheirs or KeepMine
}

// What a person decides of a conflict.
const (
	KeepTheirs = "theirs"
	KeepMine   = "mine"
)

// guardedFields are those whose changes must not be merged; of a noun with
// none named, all are.
var guardedFields = map[Noun][]string{
	NounRule:       nil,
	NounDecision:   nil,
	NounMonthClose: nil,
	NounMember:     {"payee"},
	NounSetting:    {"currency"},
	NounReceipt:    {"cancelled"},
}

// Guarded reports whether a change sets what must not be merged: a payout
// rule, a member's payee, a decision on a conversion, that a month is closed or
// a receipt cancelled, or the workspace's currency. Such a change says which
// version the person saw.
func Guarded(c Change) bool {
	fields, guarded := guardedFields[c.Noun]
	if !guarded || fields == nil {
		return guarded
	}
	var set map[string]json.RawMessage
	if json.Unmarshal(c.Set, &set) != nil {
		return false
	}
	for _, name := range fields {
		if _, has := set[name]; has {
			return true
		}
	}
	return false
}
