package sequences_test

import (
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// amounts of sales in cents: plain ones, and ones that must be rounded.
var amounts = []int64{10_000, 4_999, 12_345, 50, 1, 0, 33_333, 80_005}

func cents(minor int64) string { return money.New(minor, "USD").Text() }

func usd(minor int64) relayapi.Money {
	return relayapi.Money{Text: cents(minor), Minor: minor, Currency: "USD"}
}

// sales are one to three, of which CJ tells at once.
func (p *programme) sales() {
	for range 1 + p.IntN(3) {
		p.sale()
	}
}

// sale is a row of CJ, of a day of the last weeks.
func (p *programme) sale() {
	id := p.next("row")
	sold := p.now.AddDate(0, 0, -pick(p, 0, 0, 0, 1, 5, 12, 33)).Add(-1)
	sale := pick(p, amounts...)
	row := affiliate.CommissionRow{CommissionID: id, OriginalActionID: "action" + id, Original: true, OrderID: pick(p, "", "A", "B", id),
		ShopperID: pick(p, append(p.clicks, "", "unknown")...), ActionStatus: pick(p, affiliate.CJNew, affiliate.CJLocked), ActionType: "item_sale",
		EventDate: sold, PostingDate: sold, LockingDate: sold.AddDate(0, 1, 0),
		SaleAmount: cents(sale), Commission: cents(pick(p, amounts...) / 5), Currency: "USD"}
	p.describe(&row, sale)
	p.nature(&row)
	if p.chance(10) {
		p.held = append(p.held, row)
		row = p.corrected(row, "-1.00", "-0.10")
		p.tell("  a correction before its original")
	}
	p.record(row)
}

// nature draws what is not as usual about a row.
func (p *programme) nature(row *affiliate.CommissionRow) {
	row.WebsiteID = pick(p, "", "900000000", pids[0], pids[1])
	if p.chance(10) {
		row.ActionType, row.SaleAmount, row.OrderID, row.Items = pick(p, "bonus", "perf_inc"), pick(p, "", "0"), "", nil
	}
	row.LockingMethod, row.ValidationStatus = "FIXED_DATE", pick(p, "", "AUTOMATED")
	if p.chance(20) {
		row.LockingMethod, row.ValidationStatus = "OPEN_ENDED", pick(p, "PENDING", "PENDING", "DECLINED")
	}
	if p.offering && p.chance(60) { // a code may claim it, and an offer take it
		row.Coupon = pick(p, "MIA10", "tom5", "tom5,mia10")
		row.ShopperID = pick(p, row.ShopperID, "")
	}
	if p.brand || p.chance(5) {
		row.Role, row.ShopperID = affiliate.CJAdvertiser, ""
	}
}

// validation has CJ's advertiser accept or decline an action, or think again.
func (p *programme) validation() {
	of, found := p.row()
	to := pick(p, "ACCEPTED", "DECLINED", "DECLINED", "PENDING")
	for _, id := range p.actions {
		if row := p.said.rows[id]; found && row.OriginalActionID == of.OriginalActionID {
			row.ValidationStatus = to
			p.record(row)
		}
	}
}

// describe draws what CJ tells of the order.
func (p *programme) describe(row *affiliate.CommissionRow, sale int64) {
	if p.chance(50) {
		row.Coupon = pick(p, "MIA10", "tom5", "SPRING", "spring,mia10")
	}
	if p.chance(50) {
		row.Country = pick(p, "US", "DE")
	}
	if p.chance(50) {
		row.Situations = []affiliate.CommissionSituation{{ID: "1", Name: pick(p, "New Customer", "Returning/Existing Customer", "New to File")}}
	}
	if p.chance(40) {
		row.Items = []affiliate.CommissionItem{
			{ID: "1", SKU: pick(p, "mug", "throw"), ListID: pick(p, "", "home"), Quantity: 1, UnitAmount: cents(sale / 2)},
			{ID: "2", SKU: "candle", Quantity: 2, UnitAmount: cents(sale / 4), Discount: "0.01"}}
	}
}

func (p *programme) lateOriginal() {
	if len(p.held) > 0 {
		p.record(p.held[0])
		p.held = p.held[1:]
	}
}

// record appends a row as CJ has it now.
func (p *programme) record(row affiliate.CommissionRow) {
	if _, known := p.said.rows[row.CommissionID]; !known {
		p.actions = append(p.actions, row.CommissionID)
		p.known[int64(len(p.log.entries))+1] = affiliate.Day(row.PostingDate, berlin())
	}
	p.said.rows[row.CommissionID] = row
	p.tell("  row %s of %s (%s %s %s, PID %s): %s, sale %s, commission %s, click %s (link %d), order %q, coupon %q, sold %s", row.CommissionID, row.OriginalActionID,
		row.ActionType, row.ValidationStatus, row.Role, row.WebsiteID, row.ActionStatus, row.SaleAmount, row.Commission, row.ShopperID, linkOf(row.ShopperID), row.OrderID, row.Coupon, row.EventDate.Format("2006-01-02T15:04"))
	p.rivals.named(saleOf(row.ShopperID, row.OrderID, row.OriginalActionID), row.ShopperID, row.OrderID)
	p.log.device(rowOf(row), relayapi.KindCJ, p.now, row)
}

// corrected is a further row of an action, which CJ posts now.
func (p *programme) corrected(of affiliate.CommissionRow, sale, commission string) affiliate.CommissionRow {
	of.CommissionID, of.Original, of.CorrectionReason, of.SaleAmount, of.Commission = p.next("row"), false, "RETURNED_MERCHANDISE", sale, commission
	of.PostingDate = p.now
	return of
}

// saleOf is the thing that a sale's rows and reports are about: a click, or an
// order that no click is known of.
func saleOf(click, order, id string) string {
	switch {
	case linkOf(click) > 0:
		return "click " + click
	case order != "":
		return "order " + order
	}
	return "sale " + id
}

const rowThing = "\x00row "

// rowOf is the sale that a row is about, and the row.
func rowOf(row affiliate.CommissionRow) string {
	return saleOf(row.ShopperID, row.OrderID, row.OriginalActionID) + rowThing + row.CommissionID
}

func (p *programme) row() (row affiliate.CommissionRow, found bool) {
	if len(p.actions) == 0 {
		return row, false
	}
	return p.said.rows[pick(p, p.actions...)], true
}

// correction takes some of a sale back, all of it, or restates it.
func (p *programme) correction() {
	row, found := p.row()
	if !found {
		return
	}
	sale, commission, err := row.Amounts()
	must(err)
	how := pick(p, "part", "all", "restated")
	if how == "part" {
		p.record(p.corrected(row, cents(-sale.Minor/3), cents(-commission.Minor/3)))
		return
	}
	p.record(p.corrected(row, cents(-sale.Minor), cents(-commission.Minor)))
	if how == "restated" {
		p.record(p.corrected(row, cents(sale.Minor/2), cents(commission.Minor/2)))
	}
}

var cjStatuses = []string{affiliate.CJNew, affiliate.CJExtended, affiliate.CJLocked, affiliate.CJClosed}

// status moves all rows of an action on.
func (p *programme) status() {
	of, found := p.row()
	for range 3 { // most are locked by and by
		if row, _ := p.row(); found && affiliate.Locked(of.ActionStatus) {
			of = row
		}
	}
	to := pick(p, 1, 2, 2, 2, 3)
	for _, id := range p.actions {
		row := p.said.rows[id]
		if found && row.OriginalActionID == of.OriginalActionID && slices.Index(cjStatuses, row.ActionStatus) < to {
			row.ActionStatus = cjStatuses[to]
			p.record(row)
		}
	}
}

// repeated appends a row a second time.
func (p *programme) repeated() {
	if row, found := p.row(); found {
		p.record(row)
	}
}

// stale appends a row as some device had seen it long ago.
func (p *programme) stale() {
	if row, found := p.row(); found && row.ActionStatus != affiliate.CJNew {
		row.ActionStatus = affiliate.CJNew
		p.log.device(rowOf(row), relayapi.KindCJ, p.now, row)
	}
}

// postback reports a sale of a click or of a promo code, or what became of one.
func (p *programme) postback() {
	sale, kind := pick(p, amounts...), pick(p, "sale", "sale", "sale", "correction", "reversal", "restatement")
	if kind == "correction" {
		sale /= -3
	}
	body := relayapi.ConversionBody{ID: p.next("conv"), ClickID: pick(p, p.clicks...), OfferID: string(firstOffer), State: relayapi.StateReported, Kind: kind,
		OrderID: pick(p, "", "A", "B"), ReceivedAt: p.now.Add(-1), SaleAmount: usd(sale), Payout: usd(sale / 5)}
	if body.LinkNumber = linkOf(body.ClickID); body.LinkNumber > 0 {
		body.OfferID = string(links[body.LinkNumber-1].OfferID)
	}
	if p.chance(20) {
		body.ClickID, body.LinkNumber, body.PromoCode, body.OfferID = "", 0, pick(p, codes...), string(pick(p, p.said.made...))
	}
	p.tell("  %s of %s: %s of click %s (link %d), code %q, order %q", kind, body.ID, body.SaleAmount.Text, body.ClickID, body.LinkNumber, body.PromoCode, body.OrderID)
	thing := saleOf(body.ClickID, body.OrderID, body.ID)
	p.bound[thing] = true
	p.rivals.named(thing, body.ClickID, body.OrderID)
	p.rivals.reported[body.OrderID] = true
	for range pick(p, 1, 1, 2) {
		p.log.relay(thing, relayapi.KindConversion, p.now, body)
	}
}
