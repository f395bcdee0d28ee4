package programme

import (
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// found writes what there is before the first click: settings, offers with
// their rules, groups, and the members who are there from the start.
func (g *log) found(at time.Time) {
	g.change(at, affiliate.NounSetting, affiliate.SettingWorkspace, affiliate.Workspace{Name: "Spring ambassadors", Currency: "USD", CID: "7000001", PID: "100000001"})
	for i, id := range g.cast.groups {
		g.change(at, affiliate.NounGroup, string(id), affiliate.Group{Name: fmt.Sprintf("Group %d", i+1)})
	}
	for i := range g.cast.offers {
		o := &g.cast.offers[i]
		g.change(at, affiliate.NounOffer, string(o.id), o.record())
		g.change(at, affiliate.NounRule, string(o.ruleID()), o.rule)
	}
	for _, currency := range currencies {
		day := at.In(g.Zone).Format(time.DateOnly)
		g.change(at, affiliate.NounReceipt, "deposit"+string(currency), affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 5_000_000,
			Currency: string(currency), Day: day, Reference: "Start " + string(currency)})
	}
	g.joins(at)
}

func (g *log) join(i int, at time.Time) {
	m := &g.cast.members[i]
	handle := fmt.Sprintf("creator_%d", i+1)
	g.change(at, affiliate.NounMember, string(m.id), affiliate.Member{Name: m.name, Email: fmt.Sprintf("creator%d@members.example", i+1),
		Handles: affiliate.Handles{Instagram: handle, TikTok: handle}, GroupID: g.cast.groups[m.group], PromoCodes: []string{m.code}, Payee: m.payee,
		Status: affiliate.Active, CreatedAt: at.UTC().Format(time.RFC3339)})
}

func (g *log) link(l link, at time.Time) {
	g.change(at, affiliate.NounLink, l.id(), affiliate.Link{Number: l.number, Code: l.code(), OfferID: g.cast.offers[l.offer].id, MemberID: g.cast.members[l.member].id,
		Status: affiliate.Active, CreatedAt: at.UTC().Format(time.RFC3339)})
}

// office is what people do in an hour.
func (g *log) office(h hour) {
	g.joins(h.start)
	local := h.start.In(g.Zone)
	if local.Hour() != 9 {
		return
	}
	for i := range g.cast.offers {
		if rates := g.rates[i]; len(rates) > 1 && rates[1].from == h.day {
			o := g.cast.offers[i]
			rule := o.rule
			rule.ValidFrom, rule.Percent = h.day, fmt.Sprintf("%d.%d", rates[1].tenths/10, rates[1].tenths%10)
			g.change(h.start, affiliate.NounRule, string(o.ruleID()), rule)
		}
	}
	if local.Weekday() == time.Tuesday { // somebody is promoted
		m := g.dice.IntN(len(g.cast.members))
		group := g.cast.groups[g.dice.IntN(len(g.cast.groups))]
		if !g.cast.members[m].since.After(h.start) {
			g.change(h.start, affiliate.NounMember, string(g.cast.members[m].id), map[string]any{"group_id": group})
		}
	}
	for _, currency := range currencies {
		switch local.Day() {
		case 28:
			before := time.Date(h.start.Year(), h.start.Month(), 28, 0, 0, 0, 0, time.UTC)
			if receipt, some := g.books.receive(currency, before, h.day); some {
				g.change(h.start, affiliate.NounReceipt, fmt.Sprintf("receipt%s%s", currency, h.day), receipt)
			}
		case 5:
			if payment, some := g.books.pay(g.Programme, currency, h.start); some {
				g.pay(payment, h)
			}
		}
	}
}

// joins are the members who have come by an instant, with their links.
func (g *log) joins(at time.Time) {
	for ; g.joined < len(g.cast.links) && !g.cast.links[g.joined].since.After(at); g.joined++ {
		l := g.cast.links[g.joined]
		if g.joined == 0 || g.cast.links[g.joined-1].member != l.member { // in their order
			g.join(l.member, at)
		}
		g.link(l, at)
	}
}

// pay claims what a payment settles and takes it through its states.
func (g *log) pay(p affiliate.Payment, h hour) {
	claim := relayapi.ClaimBody{PaymentID: string(p.ID), Action: relayapi.Claim}
	for _, line := range p.Lines {
		for _, id := range line.Earnings {
			claim.Keys = append(claim.Keys, g.key.Hash("claim", string(id)))
		}
	}
	g.claim(h.start, claim)
	g.change(h.start, affiliate.NounPayment, string(p.ID), p)
	g.lives.relay.at(h.start.Add(26*time.Hour), func(g *log, at time.Time) {
		g.change(at, affiliate.NounPayment, string(p.ID), map[string]any{"state": affiliate.PaymentPaid, "paid_on": affiliate.Day(at, g.Zone), "reference": "file of " + h.day})
	})
}
