package sequences_test

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/whatif"
)

// replayed: under a rule that changes nothing, a what-if says of every item what
// the books say, so that under another it differs by that rule alone. At last
// each offer gets rules that ask what is seldom drawn.
func (p *programme) replayed() error {
	if err := p.replays(); err != nil {
		return err
	}
	for _, offer := range p.said.made {
		for _, c := range []affiliate.Conditions{{NoCoupon: true}, {Coupons: []string{affiliate.AnyCoupon}, Customer: affiliate.CustomerNew}, {Countries: []string{"DE"}, SKUs: []string{"mug"}}} {
			for _, r := range []affiliate.Rule{{Level: affiliate.LevelOffer, Percent: "44"}, {Level: affiliate.LevelMember, Subject: string(pick(p, members...)), Percent: "45"}} {
				r.ID, r.OfferID, r.Option, r.Conditions = affiliate.RuleID(p.next("rule")), offer, affiliate.PayoutPercent, c
				p.publish(r)
			}
		}
	}
	p.a.sync()
	return p.replays()
}

func (p *programme) replays() error {
	ctx := context.Background()
	for _, offer := range p.said.made {
		rules, err := p.a.store.Rules(ctx, offer)
		must(err)
		nothing := affiliate.Rule{ID: "nothing", Level: affiliate.LevelOffer, OfferID: offer, Option: affiliate.PayoutPercent, Percent: "1", Ended: true}
		found, err := whatif.Run(ctx, p.a.store, whatif.Proposal{Rule: nothing, Rules: rules, To: "9999-12-31"}, func(int, int) {})
		must(err)
		if found.Changed != 0 {
			return failf("a replay under the rules of %s as they are differs for %d items: %+v", offer, found.Changed, found.Totals)
		}
	}
	return nil
}
