package earnings

import (
	"cmp"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Item is what may earn: a conversion, or the unique clicks of a member on an
// offer on a day.
type Item struct {
	Cause  string // of the ledger: "conversion:<id>", or "clicks:<offer>.<member>.<day>"
	Offer  affiliate.OfferID
	Member affiliate.MemberID
	Group  affiliate.GroupID // of the member on the day
	Place  Place

	// Of a conversion.
	Sale       money.Amount
	Commission money.Amount
	Status     affiliate.Status
	Test       bool
	FromCJ     bool // CJ's rows are here; the postback alone otherwise
	Unproven   bool // only a browser tells of it: it changes nothing of what others earn
	ClickID    string
	Order      affiliate.Order
	Adjusted   money.Amount // the sum of its adjustments that stand
	Expired    Expired      // why it came too late to earn; the zero value where it did not

	Clicks int64 // of a click day: unique clicks; 0 for a conversion
}

// Expired is why an item came too late: the offer had ended, or the click was
// older than the offer lets it earn.
type Expired struct {
	EndedOn    string `json:"ended_on,omitempty"`    // the offer's last day, YYYY-MM-DD
	ClickedOn  string `json:"clicked_on,omitempty"`  // day of the click
	WindowDays int    `json:"window_days,omitempty"` // for how many days it earned
}

// Place is where an item stands in the order of sales, which decides what came
// before it: by day, then instant, then cause. The order in which facts arrive
// decides nothing.
type Place struct {
	Day   string // sale day, or the day of the clicks
	At    int64  // Unix milliseconds of the first report; the largest there is for a click day
	Cause string
}

// Before reports whether p comes before q.
func (p Place) Before(q Place) bool { return p.Compare(q) < 0 }

// Compare orders places: negative when p comes before q, 0 when they are one.
func (p Place) Compare(q Place) int {
	return cmp.Or(strings.Compare(p.Day, q.Day), cmp.Compare(p.At, q.At), strings.Compare(p.Cause, q.Cause))
}

// Counts reports whether an item counts in tiers, bonuses, limits and caps: a
// conversion that earns, and of which more than a browser tells.
func (i Item) Counts() bool { return i.sold() && !i.Unproven }

// sold reports whether a conversion stands, came in time and has a member. No
// other one earns.
func (i Item) sold() bool {
	return !i.ofClicks() && !i.Test && i.Member != "" && stands(i.Status) && i.Expired == Expired{}
}

// earns reports whether the rules are asked about it.
func (i Item) earns() bool {
	return i.sold() || i.ofClicks() && i.Clicks > 0 && !i.Test && i.Member != "" && i.Expired == Expired{}
}

// Sales is what the item adds to Tally.Sales: its sale amount where it counts,
// but never less than nothing, so that a threshold is reached only once.
func (i Item) Sales() money.Amount {
	if !i.Counts() {
		return money.New(0, i.Sale.Currency)
	}
	return money.New(max(i.Sale.Minor, 0), i.Sale.Currency)
}

// ofClicks reports whether the item is the clicks of a day.
func (i Item) ofClicks() bool { return i.Clicks != 0 || strings.HasPrefix(i.Cause, "clicks:") }

func stands(s affiliate.Status) bool {
	return s == affiliate.StatusPending || s == affiliate.StatusApproved || s == affiliate.StatusOnHold
}
