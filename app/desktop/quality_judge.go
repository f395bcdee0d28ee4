package desktop

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// judgeAsk is what a rejudging was asked for.
type judgeAsk struct {
	preview bool
	since   string
	rules   affiliate.ClickRules
}

// rejudged is what a rejudging came to, so far.
type rejudged struct {
	judged, changed int64
	before          map[int64]*clickSums // by link
	after           map[int64]*clickSums
	days            []relayapi.LinkClicks // differences
	paid            []paidClicks
	behind          bool // what it changed is in the log and not folded here yet
}

// clickSums are clicks of a link.
type clickSums struct {
	gross, unique int64
	rejected      map[string]int64
}

func (c *clickSums) add(gross, unique int64, rejected map[string]int64) {
	c.gross += gross
	c.unique += unique
	for reason, n := range rejected {
		c.rejected[reason] += n
	}
}

func (c *clickSums) counted() int64 {
	n := c.gross
	for _, r := range c.rejected {
		n -= r
	}
	return n
}

// Preview starts to work out what rules would make of the clicks that the relay
// keeps. Nothing is changed.
func (q *Quality) Preview(form JudgeForm) (JudgeView, error) {
	return q.judge(form, true)
}

// Rejudge starts to judge the clicks that the relay keeps by the rules as they
// are saved.
func (q *Quality) Rejudge(form JudgeForm) (JudgeView, error) {
	return q.judge(form, false)
}

func (q *Quality) judge(form JudgeForm, preview bool) (JudgeView, error) {
	return do(q.app, func(s *session) (JudgeView, error) {
		ask := judgeAsk{preview: preview, since: clean(form.Since)}
		if ask.since != "" && !affiliate.IsDay(ask.since) {
			return JudgeView{}, field("since", "Enter the first day as YYYY-MM-DD.")
		}
		relay, err := s.connected()
		if err != nil {
			return JudgeView{}, err
		}
		if preview {
			ask.rules, err = readClickRules(form.Rules)
		} else {
			ask.rules, err = s.store.ClickRules(context.Background())
		}
		if err != nil {
			return JudgeView{}, err
		}
		run := s.judgings.startOnce(s, ask, func(asked judgeAsk, at runState[rejudged]) bool {
			return !preview && !asked.preview && at.state == runRunning // one at a time
		}, func(ctx context.Context, progress func(done, total int)) (rejudged, error) {
			return s.rejudge(ctx, relay, ask, progress)
		})
		return s.viewJudging(run)
	})
}

// JudgeState is a rejudging as it stands.
func (q *Quality) JudgeState(id string) (JudgeView, error) {
	return do(q.app, func(s *session) (JudgeView, error) {
		run, err := s.judgings.get(id)
		if err != nil {
			return JudgeView{}, err
		}
		return s.viewJudging(run)
	})
}

// CancelJudge stops a rejudging. What it has changed by then stays, and adds up.
func (q *Quality) CancelJudge(id string) error {
	_, err := do(q.app, func(s *session) (bool, error) {
		run, err := s.judgings.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

// rejudge goes through all parts.
func (s *session) rejudge(ctx context.Context, relay *connection, ask judgeAsk, progress func(done, total int)) (rejudged, error) {
	r := rejudged{before: map[int64]*clickSums{}, after: map[int64]*clickSums{}}
	if !ask.preview {
		// The relay must have the rules that are saved here.
		if err := s.refresh(ctx, false); err != nil {
			return r, err
		}
	}
	known, err := s.store.ClicksByLink(ctx, ask.since, "")
	if err != nil {
		return r, err
	}
	total := 0
	for _, c := range known {
		total += c.Gross
	}
	err = r.judge(ctx, relay.client, ask, func() { progress(int(r.judged), max(total, int(r.judged))) })
	if ask.preview {
		if err == nil {
			r.paid, err = s.paidByClicks(ctx, r.days)
		}
		return r, err
	}
	if r.judged == 0 && err != nil {
		return r, err
	}
	// Also of what was stopped halfway: it is done that far. The session may be
	// what stopped it.
	keep := context.WithoutCancel(ctx)
	if kept := s.keepJudging(keep, ask, r, err == nil); kept != nil {
		return r, errors.Join(err, kept)
	}
	r.behind = s.refresh(keep, false) != nil
	return r, err
}

// judge asks for part after part.
func (r *rejudged) judge(ctx context.Context, client *relayapi.Client, ask judgeAsk, told func()) error {
	q := relayapi.JudgeQuestion{Preview: ask.preview, Since: ask.since}
	if ask.preview {
		rules := relayClickRules(ask.rules)
		q.Rules = &rules
	}
	for {
		part, err := client.JudgeClicks(ctx, q)
		if err != nil {
			return err
		}
		r.add(part)
		told()
		if q.After = part.Next; q.After == nil {
			return nil
		}
	}
}

func (r *rejudged) add(part relayapi.Judgements) {
	of := func(sums map[int64]*clickSums, link int64) *clickSums {
		if sums[link] == nil {
			sums[link] = &clickSums{rejected: map[string]int64{}}
		}
		return sums[link]
	}
	r.judged += part.Judged
	r.changed += part.Changed
	for _, l := range part.Before {
		of(r.before, l.Number).add(l.Gross, l.Unique, l.Rejected)
		of(r.after, l.Number).add(l.Gross, l.Unique, l.Rejected)
	}
	for _, l := range part.Changes {
		of(r.after, l.Number).add(l.Gross, l.Unique, l.Rejected)
	}
	r.days = append(r.days, part.Changes...)
}

// reasons are the clicks by why they don't count; those that do by the empty
// reason.
func (r *rejudged) reasons() (before, after map[string]int64) {
	sum := func(links map[int64]*clickSums) map[string]int64 {
		reasons := map[string]int64{}
		for _, l := range links {
			reasons[""] += l.counted()
			for reason, n := range l.rejected {
				reasons[reason] += n
			}
		}
		return reasons
	}
	return sum(r.before), sum(r.after)
}

// keepJudging writes into the log what was done.
func (s *session) keepJudging(ctx context.Context, ask judgeAsk, r rejudged, whole bool) error {
	before, after := r.reasons()
	differences := map[string]int64{}
	for reason := range after {
		if n := after[reason] - before[reason]; n != 0 {
			differences[reason] = n
		}
	}
	now := s.clock.Now().UTC()
	return s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingJudgingPrefix+newEntryID(), affiliate.Judging{
		At: now.Format(time.RFC3339), Actor: s.actor, Since: ask.since, Rules: ask.rules.Plain(),
		Judged: r.judged, Changed: r.changed, Reasons: differences, Whole: whole}))
}
