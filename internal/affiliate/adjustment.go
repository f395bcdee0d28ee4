package affiliate

import (
	"unicode/utf8"

	"linkledger/internal/money"
)

// Kinds of adjustments.
const (
	AdjustConversion = "conversion" // changes what a conversion earns; follows its status and lock
	AdjustBonus      = "bonus"      // an extra that belongs to no conversion: owed at once
	AdjustCorrection = "correction" // of what a member is owed, either way: owed at once
)

// Adjustment is a manual amount with a reason, on top of what the payout rules
// come to. It is never edited: cancelling it reverses it. One of a conversion
// counts for its member alone, and so for nobody while that is another's.
type Adjustment struct {
	ID           AdjustmentID `json:"-"`
	Kind         string       `json:"kind"`
	MemberID     MemberID     `json:"member_id"`
	ConversionID ConversionID `json:"conversion_id,omitempty"` // of AdjustConversion
	Minor        int64        `json:"minor"`                   // signed
	Currency     string       `json:"currency"`
	Day          string       `json:"day"` // YYYY-MM-DD
	Reason       string       `json:"reason"`
	Cancelled    bool         `json:"cancelled,omitempty"`
	CancelReason string       `json:"cancel_reason,omitempty"`

	Synced bool `json:"-"`
}

// Amount is what is added.
func (a Adjustment) Amount() money.Amount { return money.New(a.Minor, money.Currency(a.Currency)) }

// Cause is what the books call it: an adjustment of a conversion is part of what
// that earns.
func (a Adjustment) Cause() string {
	if a.Kind == AdjustConversion {
		return a.ConversionID.Cause()
	}
	return "adjustment:" + string(a.ID)
}

// Check validates an adjustment as a form sends it: an *Error with Fields.
func (a Adjustment) Check() error {
	wrong := fieldErrors{}
	if !oneOf(a.Kind, AdjustConversion, AdjustBonus, AdjustCorrection) || (a.Kind == AdjustConversion) != (a.ConversionID != "") {
		wrong.add("kind", "Choose what the amount is for.")
	}
	if a.MemberID == "" {
		wrong.add("member", "Choose the member.")
	}
	if a.Minor == 0 || a.Kind == AdjustBonus && a.Minor < 0 || !money.Currency(a.Currency).Known() {
		wrong.add("amount", "Enter an amount such as 25.00, or -25.00 to take it off.")
	} else if !a.Amount().Sane() {
		wrong.add("amount", TooMuch(a.Amount().Currency))
	}
	if !IsDay(a.Day) {
		wrong.add("day", "Enter the day as YYYY-MM-DD.")
	}
	checkReason(wrong, "reason", a.Reason)
	if a.Cancelled {
		checkReason(wrong, "cancelReason", a.CancelReason)
	}
	return wrong.err()
}

// What an opening balance is of.
const (
	OpeningMember = "member" // what a member is owed, or owes back when negative
	OpeningWallet = "wallet" // what there is to pay from
	OpeningCJ     = "cj"     // what CJ has locked and not paid
)

// Opening is a balance that a programme brings along when it moves here. It is
// never edited: cancelling it reverses it.
type Opening struct {
	ID        OpeningID `json:"-"`
	Of        string    `json:"of"`
	MemberID  MemberID  `json:"member_id,omitempty"`
	Minor     int64     `json:"minor"`
	Currency  string    `json:"currency"`
	Day       string    `json:"day"`
	Note      string    `json:"note"`
	Cancelled bool      `json:"cancelled,omitempty"`

	Synced bool `json:"-"`
}

// Amount is the balance.
func (o Opening) Amount() money.Amount { return money.New(o.Minor, money.Currency(o.Currency)) }

// Cause is what the books call it.
func (o Opening) Cause() string { return "opening:" + string(o.ID) }

// Check validates an opening balance as a form sends it: an *Error with Fields.
func (o Opening) Check() error {
	wrong := fieldErrors{}
	if !oneOf(o.Of, OpeningMember, OpeningWallet, OpeningCJ) {
		wrong.add("of", "Choose what the balance is of.")
	}
	if (o.Of == OpeningMember) != (o.MemberID != "") {
		wrong.add("member", "Choose the member.")
	}
	if o.Minor == 0 || o.Of != OpeningMember && o.Minor < 0 || !money.Currency(o.Currency).Known() {
		wrong.add("amount", "Enter an amount such as 120.00.")
	} else if !o.Amount().Sane() {
		wrong.add("amount", TooMuch(o.Amount().Currency))
	}
	if !IsDay(o.Day) {
		wrong.add("day", "Enter the day as YYYY-MM-DD.")
	}
	if utf8.RuneCountInString(o.Note) > maxReasonLength {
		wrong.add("note", "Use at most 500 characters.")
	}
	return wrong.err()
}

const maxReasonLength = 500

func checkReason(wrong fieldErrors, name, reason string) {
	switch {
	case reason == "":
		wrong.add(name, "Say why, for whoever asks later.")
	case utf8.RuneCountInString(reason) > maxReasonLength:
		wrong.add(name, "Use at most 500 characters.")
	}
}
