package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/whatif"
)

// WhatIf starts to replay past sales under a proposed rule, and returns at once.
func (r *Rules) WhatIf(form WhatIfForm) (WhatIfView, error) {
	return do(r.app, func(s *session) (WhatIfView, error) {
		proposal, err := s.whatIf(context.Background(), form)
		if err != nil {
			return WhatIfView{}, err
		}
		return s.whatIfView(s.whatIfs.start(s, proposal, func(ctx context.Context, progress func(done, total int)) (whatif.Comparison, error) {
			return whatif.Run(ctx, s.store, proposal, progress)
		}))
	})
}

// WhatIfState is a replay as it stands.
func (r *Rules) WhatIfState(id string) (WhatIfView, error) {
	return do(r.app, func(s *session) (WhatIfView, error) {
		run, err := s.whatIfs.get(id)
		if err != nil {
			return WhatIfView{}, err
		}
		return s.whatIfView(run)
	})
}

// CancelWhatIf ends a replay.
func (r *Rules) CancelWhatIf(id string) error {
	_, err := do(r.app, func(s *session) (bool, error) {
		run, err := s.whatIfs.get(id)
		if err != nil {
			return false, err
		}
		run.cancel()
		return true, nil
	})
	return err
}

// maxWhatIfs is how many replays a session remembers.
const maxWhatIfs = 5

// maxMonths is how far back a what-if may go; 0 is all there is.
const maxMonths = 120

// whatIf reads what a form asks. Of a rule that would count for the past all that
// publishing it moves is compared, whatever the months: from its own first day
// on. Any other is replayed as if it had counted in those months.
func (s *session) whatIf(ctx context.Context, form WhatIfForm) (whatif.Proposal, error) {
	if form.Months < 0 || form.Months > maxMonths {
		return whatif.Proposal{}, field("months", "Choose from 1 to 120 months back, or all there is.")
	}
	p, err := s.proposed(ctx, form.Rule)
	if err != nil {
		return whatif.Proposal{}, err
	}
	proposal := whatif.Proposal{Rule: p.rule, To: s.today()}
	for _, v := range p.others {
		proposal.Rules = append(proposal.Rules, v.Rule)
	}
	switch {
	case p.rule.ValidFrom < s.today():
		proposal.From = p.rule.ValidFrom
	case form.Months > 0:
		proposal.From = affiliate.Day(s.clock.Now().In(s.zone()).AddDate(0, -form.Months, 0), s.zone())
	}
	return proposal, nil
}

const maxWhatIfMembers = 500

func (s *session) whatIfView(run *run[whatif.Proposal, whatif.Comparison]) (WhatIfView, error) {
	at := run.state()
	v := WhatIfView{ID: run.id, State: at.state, Done: at.done, Total: at.total, From: run.asked.From, To: run.asked.To, Past: run.asked.Rule.ValidFrom < run.asked.To,
		Conversions: at.found.Conversions, Changed: at.found.Changed, Totals: []WhatIfTotal{}, Members: []WhatIfMember{}, Millis: int(at.took.Milliseconds()), Error: at.problem()}
	if at.state != runDone {
		return v, nil
	}
	for _, t := range at.found.Totals {
		difference, err := t.Then.Sub(t.Now)
		if err != nil {
			return v, err
		}
		v.Totals = append(v.Totals, WhatIfTotal{Currency: string(t.Now.Currency), Sales: viewMoney(t.Sales), Commission: viewMoney(t.Commission),
			Now: viewMoney(t.Now), Then: viewMoney(t.Then), Difference: viewMoney(difference), Gain: t.Gain, Lose: t.Lose, Same: t.Same})
	}
	names, err := s.names(context.Background())
	if err != nil {
		return v, err
	}
	for _, m := range at.found.Members {
		difference, err := m.Then.Sub(m.Now)
		if err != nil {
			return v, err
		}
		if difference.IsZero() {
			break // the largest come first
		}
		if len(v.Members) == maxWhatIfMembers {
			v.MoreMembers++
			continue
		}
		v.Members = append(v.Members, WhatIfMember{MemberID: string(m.ID), MemberName: names.members[m.ID], Conversions: m.Conversions,
			Now: viewMoney(m.Now), Then: viewMoney(m.Then), Difference: viewMoney(difference)})
	}
	return v, nil
}
