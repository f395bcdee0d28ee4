package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Conversions shows what was sold and takes decisions.
type Conversions struct{ app *App }

const (
	defaultPage = 200
	maxPage     = 1000
)

// List lists conversions, newest first.
func (c *Conversions) List(filter ConversionFilter) (ConversionPage, error) {
	return do(c.app, func(s *session) (ConversionPage, error) {
		ctx := context.Background()
		f, err := s.conversionFilter(ctx, filter)
		if err != nil {
			return ConversionPage{}, err
		}
		if f.Limit = min(filter.Limit, maxPage); f.Limit <= 0 {
			f.Limit = defaultPage
		}
		list, total, err := s.store.Conversions(ctx, f)
		if err != nil {
			return ConversionPage{}, err
		}
		rows, err := s.conversionRows(ctx, list)
		return ConversionPage{Rows: rows, Total: total}, err
	})
}

func (s *session) conversionRows(ctx context.Context, list []affiliate.Conversion) ([]ConversionRow, error) {
	seen, err := versionsSeen(ctx, s, affiliate.NounDecision, list, func(c affiliate.Conversion) string { return string(c.ID) })
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]affiliate.ConversionID, 0, len(list))
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	payments, err := s.store.PaymentOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	payouts, err := s.store.PayoutsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	adjusted, err := s.store.AdjustmentsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := []ConversionRow{}
	for _, c := range list {
		payout := payoutOf(payouts, c)
		row := ConversionRow{ID: string(c.ID), SaleDay: c.SaleDay, ReportedAt: viewTime(c.ReportedAt), OfferID: string(c.OfferID), OfferName: names.offers[c.OfferID],
			MemberID: string(c.MemberID), MemberName: names.members[c.MemberID], OrderID: c.OrderID, ClickID: c.ClickID, Sale: viewMoney(c.Sale),
			NetworkCommission: viewMoney(c.Commission), Payout: viewMoney(payout), ClaimedBy: names.members[c.ClaimedBy], Status: string(c.Status), CJStatus: c.CJStatus,
			Reason: c.Reason, PromoCode: c.PromoCode, Test: c.Test, Synced: c.Synced, Blocked: c.Blocked(), Seen: seen[string(c.ID)],
			ActionType: c.ActionType, Locking: affiliate.TermsAction{LockingMethod: c.LockingMethod}.Locking(), PID: c.PID, ReceivedOn: c.ReceivedOn}
		if c.Validation != affiliate.ValidationAutomated {
			row.Validation = c.Validation
		}
		by, synced := adjustedBy(adjusted[c.ID], payout.Currency)
		row.Adjusted, row.Synced = viewMoney(by), c.Synced && synced
		if !c.LocksAt.IsZero() {
			row.LocksOn = affiliate.Day(c.LocksAt, s.zone())
		}
		switch state := payments[c.ID]; {
		case state == affiliate.PaymentPaid:
			row.Payment, row.Blocked = "paid", ""
		case state.Open():
			row.Payment, row.Blocked = "in_payment", ""
		case row.Blocked == "":
			row.Payment = "due"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// payoutOf is what a conversion earns now.
func payoutOf(payouts map[affiliate.ConversionID]money.Amount, c affiliate.Conversion) money.Amount {
	if payout, earns := payouts[c.ID]; earns {
		return payout
	}
	return money.New(0, c.Sale.Currency)
}

// adjustedBy sums a conversion's adjustments that stand; synced is false while
// one waits for its place in the log.
func adjustedBy(list []affiliate.Adjustment, c money.Currency) (sum money.Amount, synced bool) {
	sum, synced = money.New(0, c), true
	for _, a := range list {
		synced = synced && a.Synced
		if !a.Cancelled && a.Currency == string(c) {
			sum.Minor += a.Minor
		}
	}
	return sum, synced
}

// Get is one conversion's story.
func (c *Conversions) Get(id string) (ConversionDetail, error) {
	return do(c.app, func(s *session) (ConversionDetail, error) {
		ctx := context.Background()
		conversion, err := s.store.Conversion(ctx, affiliate.ConversionID(id))
		if err != nil {
			return ConversionDetail{}, err
		}
		rows, err := s.conversionRows(ctx, []affiliate.Conversion{conversion})
		if err != nil {
			return ConversionDetail{}, err
		}
		v := ConversionDetail{Row: rows[0], History: []HistoryItem{}, CJRows: []CJRowView{}, Transfers: []TransferView{}}
		err = s.store.Look(ctx, func(tx *store.Tx) (err error) {
			var found bool
			if v.Explanation, found, err = ingest.Explain(ctx, tx, conversion); !found {
				v.Explanation = "It earns nothing. " + conversion.Blocked()
			}
			return err
		})
		if err != nil {
			return v, err
		}
		if v.CJRows, err = s.cjRows(ctx, conversion.ActionID); err != nil {
			return v, err
		}
		transfers, err := s.store.Transfers(ctx, conversion.ID.Cause())
		if err != nil {
			return v, err
		}
		v.Transfers = viewTransfers(transfers)
		v.History, err = s.story(ctx, conversion, transfers)
		return v, err
	})
}

func (s *session) cjRows(ctx context.Context, action string) ([]CJRowView, error) {
	views := []CJRowView{}
	if action == "" {
		return views, nil
	}
	rows, err := s.store.Commissions(ctx, action)
	for _, row := range rows {
		sale, commission, err := row.Amounts()
		if err != nil {
			return views, err
		}
		views = append(views, CJRowView{CommissionID: row.CommissionID, Original: row.Original, Status: row.ActionStatus, Reason: row.CorrectionReason,
			Sale: viewMoney(sale), Commission: viewMoney(commission), EventAt: viewTime(row.EventDate), PostedAt: viewTime(row.PostingDate), LocksAt: viewTime(row.LockingDate)})
	}
	return views, err
}

func viewTransfers(list []ledger.Transfer) []TransferView {
	resolved := map[string]ledger.Phase{}
	for _, t := range list {
		if t.PendingID != "" {
			resolved[t.PendingID] = t.Phase
		}
	}
	views := []TransferView{}
	for _, t := range list {
		state := "posted"
		switch {
		case t.PendingID != "":
			continue // shown as the state of the transfer that it resolves
		case t.Phase == ledger.Pending && resolved[t.ID] == "":
			state = "pending"
		case resolved[t.ID] == ledger.Void:
			state = "voided"
		}
		views = append(views, TransferView{ID: t.ID, At: viewTime(t.RecordedAt), Debit: string(t.Debit), Credit: string(t.Credit), Amount: viewMoney(t.Amount), State: state, Cause: t.Memo})
	}
	return views
}
