package sequences_test

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/payout"
)

// What people do: decide, adjust, move members, pay. They see what the device
// that they use has folded.

func (p *programme) conversion() (affiliate.Conversion, bool) {
	list := p.acts.conversions()
	if len(list) == 0 {
		return affiliate.Conversion{}, false
	}
	slices.SortFunc(list, func(a, b affiliate.Conversion) int { return cmpText(a.ID, b.ID) })
	return pick(p, list...), true
}

// decided is the thing that a conversion is about, now that a person has a say.
func (p *programme) decided(c affiliate.Conversion) string {
	id := c.ActionID
	if id == "" {
		id = string(c.ID)
	}
	thing := saleOf(c.ClickID, c.OrderID, id)
	p.bound[thing] = true
	return thing
}

func (p *programme) decision() {
	c, found := p.conversion()
	if !found {
		return
	}
	d := affiliate.Decision{Status: pick(p, affiliate.StatusApproved, affiliate.StatusRejected, affiliate.StatusOnHold, affiliate.StatusOnHold, affiliate.StatusPending), Reason: "because"}
	p.tell("  %s becomes %s", c.ID, d.Status)
	p.changeOf(p.decided(c), affiliate.NounDecision, string(c.ID), d)
}

// group moves a member to a group, or out of all.
func (p *programme) group() {
	member, group := pick(p, members...), pick(p, groups...)
	p.tell("  %s joins %q on %s", member, group, p.today())
	p.said.joined(member, group, p.today())
	p.changeOf("groups", affiliate.NounMember, string(member), map[string]any{"group_id": group})
}

func (p *programme) code() { p.hand(pick(p, codes...)) }

// hand gives a promo code to a member, or takes it away.
func (p *programme) hand(code string) {
	holder, held := p.said.holder[code]
	if !held {
		holder = pick(p, members...)
	}
	list := []string{}
	for _, other := range codes {
		if p.said.holder[other] == holder && other != code {
			list = append(list, other)
		}
	}
	if held {
		delete(p.said.holder, code)
		owned(p.said.codes, code, "", p.today())
	} else {
		list = append(list, code)
		p.said.holder[code] = holder
		owned(p.said.codes, code, holder, p.today())
	}
	p.tell("  the codes of %s are %v", holder, list)
	p.changeOf("members", affiliate.NounMember, string(holder), map[string]any{"promo_codes": list})
}

// pid gives a promotional property at CJ to a member, or takes it away.
func (p *programme) pid() {
	pid := pick(p, pids...)
	owner, has := p.said.owner[pid]
	if !has {
		owner = pick(p, members...)
	}
	list := []string{}
	for _, other := range pids {
		if p.said.owner[other] == owner && other != pid {
			list = append(list, other)
		}
	}
	if has {
		delete(p.said.owner, pid)
		owned(p.said.pids, pid, "", p.today())
	} else {
		list = append(list, pid)
		p.said.owner[pid] = owner
		owned(p.said.pids, pid, owner, p.today())
	}
	p.tell("  the PIDs of %s are %v", owner, list)
	p.changeOf("members", affiliate.NounMember, string(owner), map[string]any{"cj_pids": list})
}

// attribution changes who goes first where a link and a code claim an order.
func (p *programme) attribution() {
	prefer := pick(p, affiliate.PreferLink, affiliate.PreferCode)
	p.tell("  the %s goes first from %s on", prefer, p.today())
	p.said.prefer.put(p.today(), prefer)
	p.changeOf("members", affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: prefer})
}

// adjust makes a manual amount.
func (p *programme) adjust() {
	a := affiliate.Adjustment{Kind: pick(p, affiliate.AdjustConversion, affiliate.AdjustConversion, affiliate.AdjustBonus, affiliate.AdjustCorrection),
		MemberID: pick(p, members...), Minor: pick[int64](p, 500, 123, 2_000, -300, -5_000), Currency: "USD", Day: p.today(), Reason: "because"}
	if a.Kind == affiliate.AdjustBonus {
		a.Minor = max(a.Minor, -a.Minor)
	}
	thing := ""
	if a.Kind == affiliate.AdjustConversion {
		c, found := p.conversion()
		if !found {
			return
		}
		a.ConversionID, a.MemberID = c.ID, c.MemberID
		if c.MemberID == "" {
			return
		}
		if thing = p.decided(c); p.said.variable(p.a.now(c)) { // it is refused where the member is another by then
			p.rivals.tie(thing, "members")
			if c.LinkNumber > 0 { // a click that is too old by then leaves it to the code
				p.rivals.tie(thing, offerThing(links[c.LinkNumber-1].OfferID))
			}
		}
	}
	key := p.next("adjust")
	if thing == "" {
		thing = key
	}
	p.said.things[affiliate.AdjustmentID(key)] = thing
	p.said.adjusted = append(p.said.adjusted, affiliate.AdjustmentID(key))
	p.tell("  %s: %s of %s %s by %s", key, a.Kind, a.MemberID, a.ConversionID, a.Amount())
	p.changeOf(thing, affiliate.NounAdjustment, key, a)
}

// bonus is owed at once.
func (p *programme) bonus(to affiliate.MemberID, minor int64, currency string) {
	key := p.next("adjust")
	p.tell("  %s: %s gets a bonus of %d %s", key, to, minor, currency)
	p.change(affiliate.NounAdjustment, key, affiliate.Adjustment{Kind: affiliate.AdjustBonus, MemberID: to, Minor: minor, Currency: currency, Day: p.today(), Reason: "because"})
}

func (p *programme) unadjust() {
	if len(p.said.adjusted) == 0 {
		return
	}
	id := pick(p, p.said.adjusted...)
	key := string(id)
	p.tell("  %s is cancelled", key)
	p.changeOf(p.said.things[id], affiliate.NounAdjustment, key, map[string]any{"cancelled": true, "cancel_reason": "because"})
}

// opening brings a balance along.
func (p *programme) opening() {
	o := affiliate.Opening{Of: pick(p, affiliate.OpeningMember, affiliate.OpeningMember, affiliate.OpeningWallet, affiliate.OpeningCJ),
		Minor: pick[int64](p, 1_000, 7_777), Currency: "USD", Day: "2026-09-30"}
	if o.Of == affiliate.OpeningMember {
		o.MemberID, o.Minor = pick(p, members...), pick[int64](p, 1_000, 7_777, -2_000)
	}
	key := p.next("opening")
	p.said.opened = append(p.said.opened, affiliate.OpeningID(key))
	p.tell("  %s: %s %s of %s", key, o.Of, o.MemberID, o.Amount())
	p.change(affiliate.NounOpening, key, o)
}

func (p *programme) unopen() {
	if len(p.said.opened) > 0 {
		key := string(pick(p, p.said.opened...))
		p.tell("  %s is cancelled", key)
		p.change(affiliate.NounOpening, key, map[string]any{"cancelled": true})
	}
}

// intend makes a payment of what the plan says, sometimes of a wrong amount.
func (p *programme) intend() {
	currency := pick[money.Currency](p, "USD", "USD", "USD", "EUR")
	dues, err := p.acts.store.Dues(context.Background(), currency)
	must(err)
	list, err := p.acts.store.Members(context.Background())
	must(err)
	pay := affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: string(currency)}
	for _, line := range payout.Lines(dues, list, currency, p.now.In(berlin())) {
		if line.Blocked == "" {
			pay.Lines = append(pay.Lines, affiliate.PaymentLine{MemberID: line.Member.ID, Payee: line.Member.Payee, Minor: line.Amount.Minor, Earnings: line.Earnings})
		}
	}
	if len(pay.Lines) == 0 {
		p.sale() // so that there is something to pay next time
		return
	}
	if p.chance(10) {
		pay.Lines[0].Minor += pick[int64](p, -1, 1)
	}
	p.pay(pay)
}

func (p *programme) pay(pay affiliate.Payment) {
	id := p.next("payment")
	for _, line := range pay.Lines {
		p.tell("  %s: %s to %s for %v", id, money.New(line.Minor, money.Currency(pay.Currency)), line.MemberID, line.Earnings)
	}
	p.change(affiliate.NounPayment, id, pay)
}

// intendAgain pays the same earnings a second time, as a device that went round
// the relay's claims might.
func (p *programme) intendAgain() {
	if list := p.acts.payments(); len(list) > 0 {
		pay := pick(p, list...)
		pay.State, pay.Reason = affiliate.PaymentIntent, ""
		if p.chance(60) { // with enough on the member's account, only the earnings tell
			pay.Lines = pay.Lines[:min(1, len(pay.Lines))]
			for _, line := range pay.Lines {
				p.bonus(line.MemberID, line.Minor, pay.Currency)
			}
		}
		p.pay(pay)
	}
}

// advance moves an open payment on, or tries what may not be.
func (p *programme) advance() {
	var open []affiliate.Payment
	for _, pay := range p.acts.payments() {
		if pay.State.Open() {
			open = append(open, pay)
		}
	}
	if len(open) == 0 {
		return
	}
	pay, to := pick(p, open...), pick(p, affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentPaid, affiliate.PaymentCancelled, affiliate.PaymentIntent)
	if to == affiliate.PaymentPaid && p.ended(pay.ID) {
		return // money that left though it was called off has tests of its own
	}
	p.tell("  %s becomes %s", pay.ID, to)
	p.change(affiliate.NounPayment, string(pay.ID), map[string]any{"state": to})
}

// ended reports whether a payment has come to its end by now.
func (p *programme) ended(id affiliate.PaymentID) bool {
	pay, err := p.a.store.Payment(context.Background(), id)
	must(err)
	return !pay.State.Open()
}
