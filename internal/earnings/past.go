package earnings

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Past is an item with what it earns by the books, to compare with what it
// would earn under other rules.
type Past struct {
	Item
	Now money.Amount
}

// Facts are what rules ask of items beside amounts and places; a store need not
// read the others.
type Facts struct {
	Order     bool // lines, coupon, country, customer
	ClickID   bool
	ClickDays bool // the unique clicks of each member and day
}

// Facts are what the plan's rules ask.
func (p *Plan) Facts() Facts {
	return Facts{ClickDays: p.PaysClicks(), ClickID: p.some((*version).recurs), Order: p.some(func(v *version) bool {
		return v.skus != nil || v.lists != nil || v.countries != nil || v.coupons != nil || v.rule.Conditions.NoCoupon || v.rule.Conditions.Customer != ""
	})}
}

// ClicksOf is the item of a member's unique clicks on an offer on a day: it
// comes after all conversions of the day.
func ClicksOf(cause string, offer affiliate.OfferID, member affiliate.MemberID, day string, clicks int64) Item {
	return Item{Cause: cause, Offer: offer, Member: member, Clicks: clicks, Place: Place{Day: day, At: maxAt, Cause: cause}}
}

const maxAt = 1<<63 - 1
