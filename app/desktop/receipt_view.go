package desktop

import (
	"context"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// receiptRow is money that came in as screens show it.
func (s *session) receiptRow(ctx context.Context, r affiliate.Receipt) (ReceiptRow, error) {
	row := ReceiptRow{ID: string(r.ID), Source: r.Source, Amount: viewMoney(r.Amount()), Day: r.Day, Reference: r.Reference, Synced: r.Synced,
		Sales: r.Sales, Why: r.Why, Cancelled: r.Cancelled, CancelReason: r.CancelReason, CancelledAt: viewTime(r.CancelledAt)}
	settled := money.New(r.Settled, r.Amount().Currency)
	if r.Source == affiliate.ReceiptDeposit || r.Cancelled {
		settled = r.Amount()
	} else if !r.Synced && r.Settled == 0 {
		settled.Minor = r.Expected // until the log has it
	}
	row.Expected, row.Difference = viewMoney(settled), viewMoney(money.New(r.Minor-settled.Minor, settled.Currency))
	if r.Short > 0 {
		row.Why = strings.TrimSpace(fmt.Sprintf("Short by %s, which CJ still owes. %s", money.New(r.Short, settled.Currency), r.Why))
	}
	if r.Unexplained != 0 {
		row.Why = strings.TrimSpace(fmt.Sprintf("%s on lines of its file is unexplained. %s", money.New(r.Unexplained, settled.Currency), row.Why))
	}
	if !r.Cancelled {
		return row, nil
	}
	if row.CancelledBy = "you"; r.CancelledActor == "" || r.CancelledActor == s.actor {
		return row, nil
	}
	var err error
	row.CancelledBy, err = s.deviceName(ctx, r.CancelledDevice)
	return row, err
}
