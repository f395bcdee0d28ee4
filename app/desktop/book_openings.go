package desktop

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
)

const openingsMost = 1000 // at once: a batch is pushed in one request

// Openings lists the opening balances.
func (b *Books) Openings() ([]OpeningRow, error) {
	return do(b.app, func(s *session) ([]OpeningRow, error) { return s.openingRows(context.Background()) })
}

// AddOpenings brings balances along from another tool, all or none.
func (b *Books) AddOpenings(forms []OpeningForm) ([]OpeningRow, error) {
	return do(b.app, func(s *session) ([]OpeningRow, error) {
		ctx := context.Background()
		openings, err := s.readOpenings(ctx, forms)
		if err != nil {
			return nil, err
		}
		drafts := make([]draft, 0, len(openings))
		for _, o := range openings {
			drafts = append(drafts, change(affiliate.NounOpening, o.ID, o))
		}
		if err := s.commit(ctx, drafts...); err != nil {
			return nil, err
		}
		return s.openingRows(ctx)
	})
}

// readOpenings reads a form with many lines; what is wrong is told by line:
// "openings.2.amount".
func (s *session) readOpenings(ctx context.Context, forms []OpeningForm) ([]affiliate.Opening, error) {
	if len(forms) == 0 || len(forms) > openingsMost {
		return nil, affiliate.Errorf(affiliate.Invalid, "Enter 1 to %d opening balances at once.", openingsMost)
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	list, wrong := make([]affiliate.Opening, 0, len(forms)), map[string]string{}
	for i, form := range forms {
		o, err := s.readOpening(form, currency, names)
		var invalid *affiliate.Error
		switch {
		case errors.As(err, &invalid):
			for name, message := range invalid.Fields {
				wrong[fmt.Sprintf("openings.%d.%s", i, name)] = message
			}
		case err != nil:
			return nil, err
		}
		list = append(list, o)
	}
	if len(wrong) > 0 {
		return nil, &affiliate.Error{Code: affiliate.Invalid, Message: "Nothing was saved: a line is not right yet.", Fields: wrong}
	}
	return list, nil
}

func (s *session) readOpening(form OpeningForm, currency money.Currency, names names) (o affiliate.Opening, err error) {
	amount, err := parseAmount("amount", form.Amount, currency)
	if err != nil {
		return o, err
	}
	o = affiliate.Opening{Of: form.Of, MemberID: affiliate.MemberID(form.MemberID), Minor: amount.Minor, Currency: string(currency),
		Day: orElse(form.Day, s.today()), Note: clean(form.Note)}
	if err := o.Check(); err != nil {
		return o, err
	}
	if _, known := names.members[o.MemberID]; o.Of == affiliate.OpeningMember && !known {
		return o, field("member", "This member is not here any more.")
	}
	o.ID, err = affiliate.NewID[affiliate.OpeningID](s.app.random)
	return o, err
}

// CancelOpening reverses an opening balance.
func (b *Books) CancelOpening(id string) ([]OpeningRow, error) {
	return do(b.app, func(s *session) ([]OpeningRow, error) {
		ctx := context.Background()
		o, err := s.store.Opening(ctx, affiliate.OpeningID(id))
		if err != nil {
			return nil, err
		}
		if !o.Cancelled {
			if err := s.stillThere(ctx, o); err != nil {
				return nil, err
			}
			if err := s.commit(ctx, change(affiliate.NounOpening, o.ID, map[string]bool{"cancelled": true})); err != nil {
				return nil, err
			}
		}
		return s.openingRows(ctx)
	})
}

// stillThere says why an opening balance can't be cancelled: the fold would
// refuse it.
func (s *session) stillThere(ctx context.Context, o affiliate.Opening) error {
	if o.Of == affiliate.OpeningMember {
		paid, err := s.store.PaidCauses(ctx, []string{o.Cause()})
		if err == nil && paid[o.Cause()] {
			err = affiliate.Errorf(affiliate.Conflict, "A payment holds this balance or has paid it, so it can't be cancelled.").
				WithHint("Correct what the member is owed instead.")
		}
		return err
	}
	if !o.Synced {
		return nil // nothing of it is in the books yet
	}
	account := ingest.OpeningAccount(o)
	balance, err := s.store.Balance(ctx, account, money.Currency(o.Currency))
	if err == nil && balance.Available().Minor < o.Minor {
		err = affiliate.Errorf(affiliate.Conflict, "This balance was used since: %s of it is left under %s, so it can't be cancelled.",
			balance.Available(), account.Line().Title).WithHint("Cancel the payment that holds the money, or record what came in, and try again.")
	}
	return err
}

func (s *session) openingRows(ctx context.Context) ([]OpeningRow, error) {
	list, err := s.store.Openings(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	rows := []OpeningRow{}
	for _, o := range list {
		rows = append(rows, OpeningRow{ID: string(o.ID), Of: o.Of, MemberID: string(o.MemberID), MemberName: names.members[o.MemberID],
			Amount: viewMoney(o.Amount()), Day: o.Day, Note: o.Note, Cancelled: o.Cancelled, Synced: o.Synced})
	}
	return rows, err
}
