package affiliate

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"linkledger/internal/money"
)

// ReportKind is what a report does to a sale.
type ReportKind string

// The kinds of reports.
const (
	ReportSale        ReportKind = "sale"
	ReportCorrection  ReportKind = "correction"  // its amounts are differences to add
	ReportReversal    ReportKind = "reversal"    // the whole sale is taken back
	ReportRestatement ReportKind = "restatement" // its amounts replace the earlier ones
)

// Report is what a network told of one conversion. Two reports that say the
// same are one: neither the time nor the network's status tells them apart,
// since a network sends a report again whenever it likes.
type Report struct {
	ID        ConversionID
	OfferID   OfferID // empty with a click, whose link has it
	ClickID   string
	PromoCode string   // stands for a click that nobody knows
	MemberID  MemberID `json:",omitempty"` // of a report by partner id, which names no click
	Via       string   `json:",omitempty"` // ViaBrowser, or empty for a network's server
	OrderID   string
	NetworkID string // the network's own id of the row
	Kind      ReportKind
	Sale      ReportedAmount
	Payout    ReportedAmount
	// Verdict is that of a relay which judged reports for good as they came;
	// empty for those that Judge judges.
	Verdict Verdict
}

// ViaBrowser marks what a page of the shop told in a shopper's browser, where
// anybody can make it say anything.
const ViaBrowser = "browser"

// ReportedAmount tells an amount of nothing from none.
type ReportedAmount struct {
	money.Amount
	Given bool
}

// Says reports whether two reports say the same.
func (r Report) Says(other Report) bool {
	r.ID, r.Verdict, other.ID, other.Verdict = "", "", "", ""
	return r == other
}

// Scope names the reports that are judged together: those of a click. Without
// one they are those of a promo code and an order, or else a network's row.
func (r Report) Scope() string {
	switch {
	case r.ClickID != "":
		return r.ClickID
	case r.OrderID != "":
		return string(derivedID("scope", string(r.OfferID), r.PromoCode, "order", r.OrderID))
	case r.NetworkID != "":
		return string(derivedID("scope", string(r.OfferID), r.PromoCode, "row", r.NetworkID))
	}
	return string(derivedID("scope", r.content()...)) // nothing tells it from others of the same code
}

// ContentID is the id that every report of the same content has in a
// workspace, whenever and wherever it arrives.
func (r Report) ContentID(workspace string) ConversionID {
	return derivedID("report", append([]string{workspace}, r.content()...)...)
}

func (r Report) content() []string {
	parts := []string{string(r.OfferID), r.ClickID, r.PromoCode, r.OrderID, r.NetworkID, string(r.Kind), r.Sale.content(), r.Payout.content()}
	if r.MemberID != "" {
		parts = append(parts, "member "+string(r.MemberID))
	}
	if r.Via != "" {
		parts = append(parts, "via "+r.Via)
	}
	return parts
}

func (a ReportedAmount) content() string {
	if !a.Given {
		return string(a.Currency)
	}
	return strconv.FormatInt(a.Minor, 10) + " " + string(a.Currency)
}

// derivedID is an id made of what it names. Lengths are hashed too, so that
// parts can't run into each other.
func derivedID(what string, parts ...string) ConversionID {
	text := append(make([]byte, 0, 256), "linkledger "+what...)
	for _, part := range parts {
		text = binary.BigEndian.AppendUint32(text, uint32(len(part)))
		text = append(text, part...)
	}
	sum := sha256.Sum256(text)
	var id [idLength]byte
	for i := range id {
		id[i] = base32Lower[sum[i]&31]
	}
	return ConversionID(id[:])
}
