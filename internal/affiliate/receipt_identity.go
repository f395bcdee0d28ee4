package affiliate

import (
	"strconv"
	"strings"
)

// ReceiptDays is how far the days of two payments of CJ of the same amount may
// be apart for them to be one that was recorded twice.
const ReceiptDays = 7

// CJReceiptID is the id of a payment of CJ, made of what it says: the same one
// recorded on two devices is one. A reference tells it from others of its month,
// since a bank may use the same words each month; without one its day and amount
// do. One that is recorded again after it was cancelled follows from that one.
func CJReceiptID(r Receipt) ReceiptID {
	if r.Replaces != "" {
		return ReceiptID(derivedID("receipt", "again", string(r.Replaces)))
	}
	if reference := strings.ToLower(strings.Join(strings.Fields(r.Reference), " ")); reference != "" {
		return ReceiptID(derivedID("receipt", r.Source, r.Currency, reference, r.Day[:min(len(r.Day), len("2026-11"))]))
	}
	return ReceiptID(derivedID("receipt", r.Source, r.Currency, "", r.Day, strconv.FormatInt(r.Minor, 10)))
}

// ReceiptCancel is the body of a change that takes a receipt back.
type ReceiptCancel struct {
	Cancelled bool   `json:"cancelled"`
	Reason    string `json:"cancel_reason"`
}

// Check validates a cancellation as a form sends it: an *Error with Fields.
func (c ReceiptCancel) Check() error {
	wrong := fieldErrors{}
	checkReason(wrong, "reason", c.Reason)
	return wrong.err()
}
