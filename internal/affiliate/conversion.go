package affiliate

import (
	"slices"
	"strings"
	"time"

	"linkledger/internal/money"
)

// Conversion is one tracked result, credited to a member by its click id.
type Conversion struct {
	ID         ConversionID
	OfferID    OfferID
	ToldOffer  OfferID // by the postback; its link knows better
	MemberID   MemberID
	LinkNumber int64
	Test       bool // of the link
	ClickID    string
	PromoCode  string // stands for a click that nobody knows
	OrderID    string // the shop's; empty until known
	ActionID   string // CJ's originalActionId; empty until CJ's row is here
	Via        string // ViaBrowser while no server has told of it; see Unproven

	Status   Status
	Reason   string // of the last decision
	CJStatus string // empty until CJ's row is here

	// What CJ's rows tell beside amounts; empty until they are here.
	ActionType    string
	LockingMethod string
	Validation    string // of an action that the advertiser has to accept: see Declined
	PID           string // the promotional property that the sale came by
	AdvertiserID  string

	// ReceiptID is CJ's payment that settled it, ReceivedOn its day; empty
	// until it has come.
	ReceiptID  ReceiptID
	ReceivedOn string // YYYY-MM-DD

	// What counts now: the postback's amounts until CJ's rows replace them,
	// then the sum of CJ's rows.
	Sale       money.Amount
	Commission money.Amount
	Order      Order

	SaleDay       string    // YYYY-MM-DD in the workspace's time zone
	SoldAt        time.Time // by CJ, or else the first report, in the workspace's time zone
	ReportedAt    time.Time
	Click         ClickFacts
	LocksAt       time.Time // CJ's locking date
	ConflictsWith ConversionID

	// ClaimedBy is the member whose promo code or link claims the order, too,
	// and did not get it; empty where nobody else claims it.
	ClaimedBy MemberID

	Synced bool // false while a decision waits for its place in the log
}

// ClickFacts are what is known of the click that a sale came by.
type ClickFacts struct {
	At       time.Time // zero when nobody knows
	Country  string    // ISO 3166 alpha-2 code
	Device   string
	Browser  string
	Referrer string // a host
}

// Codes are the promo codes of the order, in upper case: those that the network
// tells of, and that of the postback.
func (c Conversion) Codes() []string {
	codes := c.Order.Coupons()
	if code := strings.ToUpper(strings.TrimSpace(c.PromoCode)); code != "" && !slices.Contains(codes, code) {
		codes = append(codes, code)
	}
	return codes
}

// Facts are what is known of the order, whoever told it: payout rules go by them.
func (c Conversion) Facts() Order {
	order := c.Order
	order.Coupon = strings.Join(c.Codes(), ",")
	return order
}

// Unproven reports whether only a page of the shop tells of it, in a browser,
// where anybody can make it say anything.
func (c Conversion) Unproven() bool { return c.Via == ViaBrowser && c.ActionID == "" }

// Attributed reports whether a member's link brought it.
func (c Conversion) Attributed() bool { return c.MemberID != "" }

// Blocked tells why a conversion's earnings can't be paid yet, in words; empty
// when they can. Due.Blocked is what payments go by.
func (c Conversion) Blocked() string {
	switch {
	case c.Test:
		return "Test purchase: not paid."
	case c.Status == StatusUnresolved:
		return "Unresolved: another report can't be told apart from it. CJ's row will decide."
	case !c.Attributed() && IsBonus(c.ActionType):
		return "A bonus from CJ on no member's click: it is the programme's own."
	case !c.Attributed():
		return "No member's link is known for it."
	case c.Status == StatusRejected:
		return "Rejected: " + c.Reason
	case c.Status == StatusReversed && c.ActionID == "":
		return "The postback took the sale back."
	case c.Status == StatusReversed && c.Validation == ValidationDeclined:
		return "CJ's advertiser declined it."
	case c.Status == StatusReversed:
		return "CJ reversed the sale."
	case c.Status == StatusOnHold:
		return "On hold: " + c.Reason
	case c.Status != StatusPending && c.Status != StatusApproved:
		return "This version does not know its status. Update Linkledger."
	case c.ActionID == "":
		return "Only the postback reports it. It can be paid once CJ's own row is here and locked."
	case !Locked(c.CJStatus):
		return "CJ has not locked it yet."
	case !c.Synced:
		return "A decision is not synced yet."
	}
	return ""
}
