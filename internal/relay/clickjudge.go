package relay

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

const (
	// judgePart is how long one part of a rejudging takes, and judgePartClicks
	// how many clicks it has; both are passed to reach the end of a link's day.
	judgePart       = 2 * time.Second
	judgePartClicks = 100_000
)

// JudgeClicks implements the contract. A part ends where a link's day does, so
// that the next one, on whatever node, needs to know nothing of it.
func (s server) JudgeClicks(ctx context.Context, req relayapi.JudgeClicksRequestObject) (relayapi.JudgeClicksResponseObject, error) {
	question, who := *req.Body, callerOf(ctx)
	rules, err := judgeRules(question)
	if err != nil {
		return nil, err
	}
	r := newRejudging(who.workspace.ID, who.workspace.location, clickRules{agents: s.clicks.rules.agents}, question.Since, s.clock.Now())
	if r.at, err = judgedUntil(question.After, who.workspace.location); err != nil {
		return nil, err
	}
	ctx, done, err := s.questions.turn(ctx, who.workspace.ID)
	if err != nil {
		return nil, err
	}
	defer done()
	s.clicks.answeredUntil(ctx)
	before := linkCounts{}
	r.note = before.add
	changes := newCounts()
	began := time.Now()
	for last, more := false, true; more && !(last && r.whole); {
		if err := ctx.Err(); err != nil {
			return nil, tookLong(ctx, err)
		}
		last = last || r.done.Clicks >= judgePartClicks || r.done.Clicks > 0 && time.Since(began) >= judgePart
		var part relayapi.ClicksBody
		if question.Preview {
			var sum *counts
			if sum, more, err = r.step(previewed{ctx, s.store, rules}, last); err == nil {
				part = sum.body()
			}
		} else {
			err = s.commitFor(context.WithoutCancel(ctx), who, func(tx Tx) (err error) { part, more, err = r.change(tx, last); return err })
		}
		if err != nil {
			return nil, tookLong(ctx, err)
		}
		changes.addBody(part)
		if !more {
			r.link = 0
		}
	}
	answer := relayapi.Judgements{Judged: r.done.Clicks, Changed: r.done.Changed, Before: before.list(), Changes: changes.body().Links}
	if r.link > 0 {
		answer.Next = &relayapi.JudgedUntil{Link: r.link, Day: r.day}
	}
	return relayapi.JudgeClicks200JSONResponse(answer), nil
}

// judgeRules are those to try; nil for the workspace's own.
func judgeRules(question relayapi.JudgeQuestion) (*affiliate.ClickRules, error) {
	if _, err := time.Parse(dayForm, question.Since); question.Since != "" && err != nil {
		return nil, invalid("The first day can't be read.", "Write it like 2026-11-22.")
	}
	if question.Rules == nil {
		return nil, nil
	}
	if !question.Preview {
		return nil, invalid("Only a preview tries rules.", "Save the rules first, then judge by them.")
	}
	rules := ownClickRules(*question.Rules)
	if err := rules.Check(); err != nil {
		return nil, invalid(fmt.Sprintf("The rules of clicks are refused: %s.", err), "Correct the rules.")
	}
	return &rules, nil
}

// judgedUntil is the place behind a link's day.
func judgedUntil(after *relayapi.JudgedUntil, location *time.Location) (place ClickCursor, err error) {
	if after == nil {
		return place, nil
	}
	day, err := time.Parse(dayForm, after.Day)
	if err != nil || after.Link < 0 {
		return place, invalid("The place to go on from can't be read.", "Begin anew.")
	}
	next, err := startOfDay(day.AddDate(0, 0, 1).Format(dayForm), location)
	return ClickCursor{Link: after.Link, Time: next}, err
}

// linkCounts are clicks as they were judged, by link.
type linkCounts map[int64]*relayapi.LinkCount

func (l linkCounts) add(c *KeptClick) {
	one := l[c.LinkNumber]
	if one == nil {
		one = &relayapi.LinkCount{Number: c.LinkNumber, Rejected: map[string]int64{}}
		l[c.LinkNumber] = one
	}
	one.Gross++
	if c.Rejected != "" {
		one.Rejected[c.Rejected]++
	} else if c.Unique {
		one.Unique++
	}
}

func (l linkCounts) list() []relayapi.LinkCount {
	list := make([]relayapi.LinkCount, 0, len(l))
	for one := range maps.Values(l) {
		list = append(list, *one)
	}
	slices.SortFunc(list, func(a, b relayapi.LinkCount) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

// previewed reads and writes nothing.
type previewed struct {
	ctx   context.Context
	store Store
	rules *affiliate.ClickRules // to try; nil for the workspace's own
}

// ClickRules implements judged.
func (p previewed) ClickRules(workspace string) (affiliate.ClickRules, error) {
	if p.rules != nil {
		return *p.rules, nil
	}
	return p.store.ClickRules(p.ctx, workspace)
}

// ClicksKept implements judged.
func (p previewed) ClicksKept(workspace string) (ClicksKept, error) {
	return p.store.ClicksKept(p.ctx, workspace)
}

// ClicksAfter implements judged.
func (p previewed) ClicksAfter(workspace string, after ClickCursor, since time.Time, limit int) ([]KeptClick, error) {
	return p.store.ClicksAfter(p.ctx, workspace, after, since, limit)
}

// PutJudgements implements judged.
func (previewed) PutJudgements(string, []KeptClick) error { return nil }

// PutVisits implements judged.
func (previewed) PutVisits(string, string, map[Visitor]time.Time) error { return nil }

// DropVisits implements judged.
func (previewed) DropVisits(string, string, []Visitor) error { return nil }
