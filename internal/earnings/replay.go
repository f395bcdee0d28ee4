package earnings

import (
	"context"
	"fmt"
	"slices"
)

// replayStep is after how many items a replay looks whether it was cancelled.
const replayStep = 1024

// Replay pays items of the plan's offer in the order of sales, with nothing
// counted but them, and hands each with its result to visit. Items in another
// order are sorted first, in a copy. It ends with the context's error, or the
// first that visit gives.
func (p *Plan) Replay(ctx context.Context, items []Item, visit func(*Item, Result) error) error {
	inOrder := func(a, b Item) int { return a.Place.Compare(b.Place) }
	if !slices.IsSortedFunc(items, inOrder) {
		items = slices.Clone(items)
		slices.SortFunc(items, inOrder)
	}
	counted, err := p.remember(ctx, items)
	if err != nil {
		return err
	}
	for i := range items {
		if i%replayStep == 0 && ctx.Err() != nil {
			return fmt.Errorf("replay sales: %w", ctx.Err())
		}
		result, err := p.Pay(items[i], counted)
		if err != nil {
			return err
		}
		counted.add(&items[i], result.ByRule)
		if err := visit(&items[i], result); err != nil {
			return err
		}
	}
	return nil
}

// First is what an item would come to if it were the only one of the offer.
func (p *Plan) First(i Item) (only Result, err error) {
	err = p.Replay(context.Background(), []Item{i}, func(_ *Item, r Result) error {
		only = r
		return nil
	})
	return only, err
}

// remember is an empty memory that knows what whole periods come to where a
// tier asks for it.
func (p *Plan) remember(ctx context.Context, items []Item) (*memory, error) {
	m := &memory{so: books{}, clicks: map[string]click{}, keepsClicks: p.some((*version).recurs), together: p.some((*version).together)}
	if !p.some(func(v *version) bool { return v.usable() && v.rule.Tiers.Whole }) {
		return m, nil
	}
	m.whole = books{}
	for i := range items {
		if i%replayStep == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("count sales: %w", ctx.Err())
		}
		m.whole.count(&items[i])
	}
	return m, nil
}
