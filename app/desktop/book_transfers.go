package desktop

import (
	"context"
	"maps"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

const (
	transfersUsual = 200
	transfersMost  = 1000
)

// Transfers lists transfers with what caused them, newest first.
func (b *Books) Transfers(filter TransferFilter) (TransferPage, error) {
	return do(b.app, func(s *session) (TransferPage, error) {
		ctx := context.Background()
		f, err := transferFilter(filter)
		if err != nil {
			return TransferPage{}, err
		}
		list, total, err := s.store.ListTransfers(ctx, f)
		if err != nil {
			return TransferPage{}, err
		}
		why, err := s.causes(ctx, list)
		if err != nil {
			return TransferPage{}, err
		}
		page := TransferPage{Rows: []BookTransfer{}, Total: total}
		for _, t := range list {
			page.Rows = append(page.Rows, why.transfer(t))
		}
		return page, nil
	})
}

func transferFilter(filter TransferFilter) (store.TransferFilter, error) {
	f := store.TransferFilter{Account: ledger.Account(filter.Account), Member: affiliate.MemberID(filter.MemberID), Currency: money.Currency(filter.Currency),
		Cause: filter.Cause, From: filter.Period.From, To: filter.Period.To, Offset: max(filter.Offset, 0), Limit: filter.Limit}
	for account, together := range membersAccounts {
		if filter.Account == together {
			f.Account = account
		}
	}
	if f.Limit <= 0 {
		f.Limit = transfersUsual
	}
	f.Limit = min(f.Limit, transfersMost)
	return f, checkPeriod(filter.Period)
}

func checkPeriod(p Period) error {
	wrong := map[string]string{}
	for name, day := range map[string]string{"from": p.From, "to": p.To} {
		if day != "" && !affiliate.IsDay(day) {
			wrong[name] = "Enter the day as YYYY-MM-DD."
		}
	}
	if len(wrong) == 0 && p.From != "" && p.To != "" && p.From > p.To {
		wrong["to"] = "The last day is before the first."
	}
	for _, message := range wrong {
		return &affiliate.Error{Code: affiliate.Invalid, Message: message, Fields: maps.Clone(wrong)}
	}
	return nil
}

// causes looks up what transfers belong to.
func (s *session) causes(ctx context.Context, list []store.ListedTransfer) (causes, error) {
	all := make([]string, 0, len(list))
	for _, t := range list {
		all = append(all, t.Cause)
	}
	return s.causesNamed(ctx, all)
}

func (s *session) causesNamed(ctx context.Context, all []string) (c causes, err error) {
	if c.names, err = s.names(ctx); err != nil {
		return c, err
	}
	c.Causes, err = s.store.Causes(ctx, all)
	return c, err
}

func (c causes) transfer(t store.ListedTransfer) BookTransfer {
	kind, id, _ := strings.Cut(t.Cause, ":")
	return BookTransfer{ID: t.ID, Position: int(t.Position), Day: t.EffectiveOn, RecordedAt: viewTime(t.RecordedAt),
		Debit: string(t.Debit), DebitTitle: c.account(t.Debit), Credit: string(t.Credit), CreditTitle: c.account(t.Credit),
		Amount: viewMoney(t.Amount), State: transferState(t), CauseKind: kind, CauseID: id, CauseTitle: c.title(t.Cause),
		Memo: t.Memo, Entry: int(t.Entry), Hash: t.Hash}
}

// account is an account's title; a member's has the name in it.
func (c causes) account(a ledger.Account) string {
	member := affiliate.MemberID(a.Member())
	switch {
	case member == "":
		return a.Line().Title
	case a.Payable():
		return "Owed to " + orElse(c.names.members[member], string(member))
	}
	return "To take back from " + orElse(c.names.members[member], string(member))
}

func transferState(t store.ListedTransfer) string {
	switch {
	case t.Phase == ledger.Void:
		return "void"
	case t.Phase != ledger.Pending:
		return "posted"
	case t.Resolved == "":
		return "pending"
	case t.Resolved == ledger.Void:
		return "voided"
	}
	return "posted"
}
