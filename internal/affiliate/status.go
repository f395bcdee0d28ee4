package affiliate

import (
	"slices"
	"unicode/utf8"
)

// Status is our own standing of a conversion. CJ's is kept beside it.
type Status string

// The statuses; what they mean stands in the table below.
const (
	StatusPending    Status = "pending"
	StatusApproved   Status = "approved"
	StatusRejected   Status = "rejected"
	StatusOnHold     Status = "on_hold"
	StatusUnresolved Status = "unresolved"
	StatusReversed   Status = "reversed"
)

// StatusInfo is a row of the table of statuses.
type StatusInfo struct {
	Status  Status
	Words   string   // as screens say it
	Meaning string   // for a manager
	Moves   []Status // that a person may choose next
	ByCJ    []Status // that the network's reports and rows may bring
}

// Statuses is the table of statuses and their moves: what decisions, screens
// and the README go by.
func Statuses() []StatusInfo {
	return []StatusInfo{
		{StatusPending, "pending", "Reported, and CJ may still change it. It earns, and is paid once CJ has locked it.",
			[]Status{StatusApproved, StatusRejected, StatusOnHold}, []Status{StatusApproved, StatusOnHold, StatusUnresolved, StatusReversed}},
		{StatusApproved, "approved", "Somebody approved it, or CJ locked it and nobody objected. It is paid once CJ has locked it.",
			[]Status{StatusPending, StatusRejected, StatusOnHold}, []Status{StatusOnHold, StatusUnresolved, StatusReversed}},
		{StatusOnHold, "on hold", "It earns, but is not paid until somebody decides.",
			[]Status{StatusPending, StatusApproved, StatusRejected}, []Status{StatusPending, StatusApproved, StatusUnresolved, StatusReversed}},
		{StatusRejected, "rejected", "Somebody decided that it earns the member nothing.",
			[]Status{StatusPending, StatusApproved, StatusOnHold}, []Status{StatusUnresolved}},
		{StatusUnresolved, "unresolved", "Reports of it contradict each other. It earns nothing until CJ's rows tell what it is.",
			nil, []Status{StatusPending, StatusApproved, StatusOnHold, StatusRejected, StatusReversed}},
		{StatusReversed, "reversed", "All of the sale was taken back. It earns nothing unless CJ restates it.",
			nil, []Status{StatusPending, StatusApproved, StatusOnHold, StatusRejected, StatusUnresolved}},
	}
}

// Info is the status's row; one with its name alone for a status that this
// version does not know.
func (s Status) Info() StatusInfo {
	for _, info := range Statuses() {
		if info.Status == s {
			return info
		}
	}
	return StatusInfo{Status: s, Words: string(s)}
}

// Words is the status as screens say it.
func (s Status) Words() string { return s.Info().Words }

// CJ's action statuses (CJ Commission Detail API, ActionStatus).
const (
	CJNew      = "new"
	CJExtended = "extended"
	CJLocked   = "locked"
	CJClosed   = "closed"
)

// Decision is a person's word on a conversion.
type Decision struct {
	Status Status `json:"status"`
	Reason string `json:"reason"`
}

// Check tells whether a conversion of a status can take the decision: an
// *Error. The same status again may bring another reason. A reason is needed
// to reject and to hold.
func (d Decision) Check(from Status) error {
	moves := from.Info().Moves
	switch {
	case len(moves) == 0 && from == d.Status:
		return Errorf(Conflict, "Nobody decides on a conversion that is %s: CJ's rows do.", from.Words())
	case from != d.Status && !slices.Contains(moves, d.Status):
		return Errorf(Conflict, "A conversion that is %s can't become %s.", from.Words(), d.Status.Words())
	case d.Reason == "" && (d.Status == StatusRejected || d.Status == StatusOnHold):
		return &Error{Code: Invalid, Message: "Give a reason.", Fields: map[string]string{"reason": "Say why, for whoever asks later."}}
	case utf8.RuneCountInString(d.Reason) > maxReasonLength:
		return &Error{Code: Invalid, Message: "The reason is too long.", Fields: map[string]string{"reason": "Use at most 500 characters."}}
	}
	return nil
}

// Locked reports whether CJ will not change a row of this status any more.
func Locked(cjStatus string) bool { return cjStatus == CJLocked || cjStatus == CJClosed }
