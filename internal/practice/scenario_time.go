package practice

import (
	"context"
	"fmt"
	"slices"
	"time"

	"linkledger/internal/sandbox/scenario"
)

const aDay = 24 * time.Hour

func (p *player) play(ctx context.Context, s scenario.Scenario) error {
	now := p.world.Clock.Now()
	p.start = now.Truncate(aDay)
	if first := s.Steps[0].When; p.start.Add(first.At).Before(now) {
		p.start = p.start.Add(aDay) // day 1 is the next one on which the story can begin
	}
	for _, step := range s.Steps {
		err := p.until(ctx, step.When)
		if err == nil {
			err = p.act(ctx, step.Action)
		}
		if err != nil {
			return fmt.Errorf("line %d, %s: %w", step.Line, step.Text, err)
		}
	}
	if err := p.advance(ctx, p.lastReport()); err != nil {
		return err
	}
	if err := p.world.AwaitPostbacks(ctx); err != nil {
		return err
	}
	return p.wellAgain()
}

// until lets time pass until a step's time has come.
func (p *player) until(ctx context.Context, when scenario.When) error {
	now := p.world.Clock.Now()
	switch {
	case when.Day > 0:
		return p.advance(ctx, p.start.Add(time.Duration(when.Day-1)*aDay+when.At))
	case when.Later > 0:
		return p.advance(ctx, now.Add(when.Later))
	case when.LockDay || when.PayDay:
		next := p.world.NextLock()
		if when.PayDay {
			next = p.world.NextPayday()
		}
		if next.IsZero() {
			return fmt.Errorf("CJ has nothing that it could lock or pay")
		}
		return p.advance(ctx, maxTime(next, now).Add(time.Minute))
	}
	return nil
}

// advance winds the clock to a time, and lets happen on the way what is due:
// late reports of the shop, and CJ's postbacks.
func (p *player) advance(ctx context.Context, to time.Time) error {
	for {
		slices.SortStableFunc(p.late, func(a, b lateReport) int { return a.due.Compare(b.due) })
		if len(p.late) == 0 || p.late[0].due.After(to) {
			break
		}
		report := p.late[0]
		p.late = p.late[1:]
		if err := p.pass(ctx, report.due); err != nil {
			return err
		}
		if err := report.make(ctx); err != nil {
			return err
		}
	}
	return p.pass(ctx, to)
}

func (p *player) pass(ctx context.Context, to time.Time) error {
	if err := p.world.AwaitPostbacksBy(ctx, to); err != nil {
		return err
	}
	p.world.Clock.AdvanceTo(to)
	p.world.Sandbox.Commissions() // brings CJ's ledger up to the new time
	return ctx.Err()
}

func (p *player) lastReport() time.Time {
	last := p.world.Clock.Now()
	for _, r := range p.late {
		last = maxTime(last, r.due)
	}
	return last
}
