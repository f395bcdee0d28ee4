package desktop

import (
	"context"
	"unicode/utf8"

	"linkledger/internal/affiliate"
)

// Adjustments lists adjustments, newest first; of one member when an id is given.
func (b *Books) Adjustments(memberID string) ([]AdjustmentRow, error) {
	return do(b.app, func(s *session) ([]AdjustmentRow, error) {
		return s.adjustmentRows(context.Background(), affiliate.MemberID(memberID))
	})
}

// Adjust gives a member a bonus, or corrects what they are owed.
func (b *Books) Adjust(form AdjustmentForm) ([]AdjustmentRow, error) {
	return do(b.app, func(s *session) ([]AdjustmentRow, error) {
		ctx := context.Background()
		a, err := s.readAdjustment(ctx, form)
		if err != nil {
			return nil, err
		}
		if err := s.commit(ctx, change(affiliate.NounAdjustment, a.ID, a)); err != nil {
			return nil, err
		}
		return s.adjustmentRows(ctx, a.MemberID)
	})
}

func (s *session) readAdjustment(ctx context.Context, form AdjustmentForm) (a affiliate.Adjustment, err error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return a, err
	}
	amount, err := parseAmount("amount", form.Amount, currency)
	if err != nil {
		return a, err
	}
	a = affiliate.Adjustment{Kind: form.Kind, MemberID: affiliate.MemberID(form.MemberID), Minor: amount.Minor, Currency: string(currency),
		Day: orElse(form.Day, s.today()), Reason: clean(form.Reason)}
	if a.Kind == affiliate.AdjustConversion {
		a.Kind = "" // those are made where the conversion is shown
	}
	if err := a.Check(); err != nil {
		return a, err
	}
	member, err := s.store.Member(ctx, a.MemberID)
	if err != nil {
		return a, err
	}
	if member.Test {
		return a, affiliate.Errorf(affiliate.Invalid, "%s is a test member, who is owed nothing and paid nothing.", member.Name).
			WithHint("Choose the member whom this is about.")
	}
	a.ID, err = affiliate.NewID[affiliate.AdjustmentID](s.app.random)
	return a, err
}

// CancelAdjustment reverses an adjustment that was not paid yet.
func (b *Books) CancelAdjustment(id, reason string) ([]AdjustmentRow, error) {
	return do(b.app, func(s *session) ([]AdjustmentRow, error) {
		ctx := context.Background()
		reason = clean(reason)
		if reason == "" || utf8.RuneCountInString(reason) > 500 {
			return nil, field("reason", "Say why, in at most 500 characters.")
		}
		rows, err := s.adjustmentRows(ctx, "")
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			switch {
			case row.ID != id:
				continue
			case row.Cancelled:
				return s.adjustmentRows(ctx, affiliate.MemberID(row.MemberID))
			case row.Paid:
				return nil, affiliate.Errorf(affiliate.Conflict, "A payment holds this amount or has paid it, so it can't be cancelled.").
					WithHint("Correct what the member is owed instead: a correction with a minus takes it off the next payment.")
			}
			if err := s.commit(ctx, change(affiliate.NounAdjustment, affiliate.AdjustmentID(id), cancelledAdjustment{Cancelled: true, Reason: reason})); err != nil {
				return nil, err
			}
			return s.adjustmentRows(ctx, affiliate.MemberID(row.MemberID))
		}
		return nil, affiliate.Errorf(affiliate.NotFound, "This adjustment is not here any more.").WithHint("Go back to the list and look again.")
	})
}

func (s *session) adjustmentRows(ctx context.Context, member affiliate.MemberID) ([]AdjustmentRow, error) {
	list, err := s.store.Adjustments(ctx, member)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	causes := make([]string, 0, len(list))
	for _, a := range list {
		causes = append(causes, a.Cause())
	}
	paid, err := s.store.PaidCauses(ctx, causes)
	if err != nil {
		return nil, err
	}
	rows := []AdjustmentRow{}
	for _, a := range list {
		rows = append(rows, AdjustmentRow{ID: string(a.ID), Kind: a.Kind, MemberID: string(a.MemberID), MemberName: names.members[a.MemberID],
			ConversionID: string(a.ConversionID), Amount: viewMoney(a.Amount()), Day: a.Day, Reason: a.Reason, Cancelled: a.Cancelled,
			CancelReason: a.CancelReason, Paid: paid[a.Cause()], Synced: a.Synced})
	}
	return rows, nil
}
