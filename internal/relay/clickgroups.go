package relay

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/relayapi"
)

// GroupClicks implements the contract. It reads day by day, so that it ends
// soon when it is to, and holds no snapshot of the store for long.
func (s server) GroupClicks(ctx context.Context, req relayapi.GroupClicksRequestObject) (relayapi.GroupClicksResponseObject, error) {
	question, w := *req.Body, callerOf(ctx).workspace
	limit := cmp.Or(question.Limit, defaultGroupsList)
	if limit < 0 || limit > maxGroupsList {
		return nil, invalid(fmt.Sprintf("limit must be between 1 and %d.", maxGroupsList), "Ask for fewer.")
	}
	if err := knownProperties(question.By); err != nil {
		return nil, err
	}
	read, err := readClickSpan(w, question.From, question.To, question.Where, question.By...)
	if err != nil {
		return nil, err
	}
	ctx, done, err := s.questions.turn(ctx, w.ID)
	if err != nil {
		return nil, err
	}
	defer done()
	answer := relayapi.ClickGroups{AsOf: s.clicks.answeredUntil(ctx)}
	if answer.KeptFrom, err = s.keptFrom(ctx, w.ID); err != nil {
		return nil, tookLong(ctx, err)
	}
	sum := newClickSum(question.By)
	for _, span := range read.spans {
		cut := ClickCut{Workspace: w.ID, From: span.from, To: span.to, By: sum.kept, Where: read.where, Tests: question.Tests}
		if err := s.store.GroupClicks(ctx, cut, func(g ClickGroup) { sum.add(span, g) }); err != nil {
			return nil, tookLong(ctx, err)
		}
		if len(sum.groups) > maxClickGroups {
			return nil, tooLarge("There are too many different groups of clicks.", "Choose fewer days or fewer properties, or filter.")
		}
	}
	answer.Groups, answer.Total = sum.largestFirst(), sum.total
	if len(answer.Groups) > limit {
		answer.Groups, answer.LeftOut = answer.Groups[:limit], len(answer.Groups)-limit
	}
	return relayapi.GroupClicks200JSONResponse(answer), nil
}

// clickSum adds up the groups of spans.
type clickSum struct {
	by     []relayapi.ClickProperty
	kept   []relayapi.ClickProperty // those that the store tells
	groups map[string]*relayapi.ClickGroup
	total  relayapi.ClickSums
}

func newClickSum(by []relayapi.ClickProperty) *clickSum {
	s := &clickSum{by: by, groups: map[string]*relayapi.ClickGroup{}}
	for _, p := range by {
		if p != relayapi.ClickPropertyDay && p != relayapi.ClickPropertyHour {
			s.kept = append(s.kept, p)
		}
	}
	return s
}

func (s *clickSum) add(span clickSpan, g ClickGroup) {
	values, rest := make([]string, len(s.by)), g.Values
	for i, p := range s.by {
		switch p {
		case relayapi.ClickPropertyDay:
			values[i] = span.day
		case relayapi.ClickPropertyHour:
			values[i] = span.hour
		default:
			values[i], rest = rest[0], rest[1:]
		}
	}
	key := strings.Join(values, "\x00")
	had := s.groups[key]
	if had == nil {
		had = &relayapi.ClickGroup{Values: values}
		s.groups[key] = had
	}
	had.Clicks = plus(had.Clicks, g.ClickSums)
	s.total = plus(s.total, g.ClickSums)
}

func plus(a, b relayapi.ClickSums) relayapi.ClickSums {
	return relayapi.ClickSums{Gross: a.Gross + b.Gross, Unique: a.Unique + b.Unique, Rejected: a.Rejected + b.Rejected}
}

// largestFirst are the groups in an order that is the same each time.
func (s *clickSum) largestFirst() []relayapi.ClickGroup {
	groups := make([]relayapi.ClickGroup, 0, len(s.groups))
	for g := range maps.Values(s.groups) {
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(a, b relayapi.ClickGroup) int {
		return cmp.Or(cmp.Compare(b.Clicks.Gross, a.Clicks.Gross), slices.Compare(a.Values, b.Values))
	})
	return groups
}
