package affiliate

import (
	"slices"
	"unicode/utf8"
)

// Status is our own standing of a conversion. CJ's is kept beside it.
type Status string

// The statuses.
const (
	StatusPending    Status = "pending"    // reported; CJ may still change it
	StatusApproved   Status = "approved"   // may be paid once CJ has locked it
	StatusRejected   Status = "rejected"   // earns the member nothing
	StatusOnHold     Status = "on_hold"    // not paid until somebody decides
	StatusUnresolved Status = "unresolved" // earns nothing until CJ's rows tell what it is
	StatusReversed   Status = "reversed"   // CJ took all of it back
)

// CJ's action statuses (CJ Commission Detail API, ActionStatus).
const (
	CJNew      = "new"
	CJExtended = "extended"
	CJLocked   = "locked"
	CJClosed   = "closed"
)

// decisions are the moves that a person may make: from, then to. Nobody
// decides on what is unresolved or reversed: CJ's rows do.
var decisions = map[Status][]Status{
	StatusPending:  {StatusApproved, StatusRejected, StatusOnHold},
	StatusApproved: {StatusPending, StatusRejected, StatusOnHold},
	StatusRejected: {StatusPending, StatusApproved, StatusOnHold},
	StatusOnHold:   {StatusPending, StatusApproved, StatusRejected},
}

// Decision is a person's word on a conversion.
type Decision struct {
	Status Status `json:"status"`
	Reason string `json:"reason"`
}

// Check tells whether a conversion of a status can take the decision: an
// *Error. The same status again may bring another reason. A reason is needed
// to reject and to hold.
func (d Decision) Check(from Status) error {
	next, ours := decisions[from]
	switch {
	case from == d.Status && !ours:
		return Errorf(Conflict, "Nobody decides on a conversion that is %s: CJ's rows do.", from.Words())
	case from != d.Status && !slices.Contains(next, d.Status):
		return Errorf(Conflict, "A conversion that is %s can't become %s.", from.Words(), d.Status.Words())
	case d.Reason == "" && (d.Status == StatusRejected || d.Status == StatusOnHold):
		return &Error{Code: Invalid, Message: "Give a reason.", Fields: map[string]string{"reason": "Say why, for whoever asks later."}}
	case utf8.RuneCountInString(d.Reason) > 500:
		return &Error{Code: Invalid, Message: "The reason is too long.", Fields: map[string]string{"reason": "Use at most 500 characters."}}
	}
	return nil
}

// Words is the status as screens say it.
func (s Status) Words() string {
	switch s {
	case StatusOnHold:
		return "on hold"
	default:
		return string(s)
	}
}

// Locked reports whether CJ will not change a row of this status any more.
func Locked(cjStatus string) bool { return cjStatus == CJLocked || cjStatus == CJClosed }
