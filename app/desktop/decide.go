package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Decide approves, rejects or holds conversions: all of them or none.
func (c *Conversions) Decide(d Decision) (BulkResult, error) {
	return do(c.app, func(s *session) (BulkResult, error) {
		ctx := context.Background()
		if len(d.ConversionIDs) == 0 || len(d.ConversionIDs) > maxPage {
			return BulkResult{}, affiliate.Errorf(affiliate.Invalid, "Choose from 1 to %d conversions.", maxPage)
		}
		seen := d.Seen
		if len(seen) == 0 {
			seen = make([]string, len(d.ConversionIDs))
		} else if len(seen) != len(d.ConversionIDs) {
			return BulkResult{}, affiliate.Errorf(affiliate.Invalid, "Say of each conversion which version was seen, or of none.")
		}
		decision := affiliate.Decision{Status: affiliate.Status(d.Status), Reason: clean(d.Reason)}
		b := s.batch()
		for i, id := range d.ConversionIDs {
			conversion, err := s.store.Conversion(ctx, affiliate.ConversionID(id))
			if err != nil {
				return BulkResult{}, err
			}
			if err := decision.Check(conversion.Status); err != nil {
				return BulkResult{}, err
			}
			if conversion.Status == decision.Status && conversion.Reason == decision.Reason {
				continue
			}
			if err := s.addGuarded(ctx, b, change(affiliate.NounDecision, conversion.ID, decision), seen[i]); err != nil {
				return BulkResult{}, err
			}
		}
		if len(b.Entries) == 0 {
			return BulkResult{}, nil
		}
		return BulkResult{Changed: len(b.Entries)}, s.enqueue(ctx, b)
	})
}

// Adjust adds an amount to what each conversion earns, or takes it off.
func (c *Conversions) Adjust(form AdjustForm) (BulkResult, error) { return BulkResult{}, errNotBuilt }

// Undo takes a decision or adjustment back as a whole, as long as nothing of it
// was paid.
func (c *Conversions) Undo(id string) (BulkResult, error) { return BulkResult{}, errNotBuilt }

// Statuses are the statuses of conversions and their moves.
func (c *Conversions) Statuses() ([]StatusView, error) { return nil, errNotBuilt }
