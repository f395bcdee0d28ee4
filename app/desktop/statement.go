package desktop

import (
	"context"
	"io"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/report"
)

// Statement is a member's account in a period.
func (b *Books) Statement(memberID string, period Period) (MemberStatement, error) {
	return do(b.app, func(s *session) (MemberStatement, error) {
		return s.statement(context.Background(), affiliate.MemberID(memberID), period)
	})
}

func (s *session) statement(ctx context.Context, id affiliate.MemberID, period Period) (MemberStatement, error) {
	v := MemberStatement{MemberID: string(id), Period: period, AsOf: viewTime(s.clock.Now()), Currencies: []StatementCurrency{}}
	if err := checkPeriod(period); err != nil {
		return v, err
	}
	member, err := s.store.Member(ctx, id)
	if err != nil {
		return v, err
	}
	workspace, err := s.store.Workspace(ctx)
	if err != nil {
		return v, err
	}
	v.MemberName, v.Workspace = member.Name, workspace.Name
	before, transfers, err := s.store.MemberTransfers(ctx, id, period.From, period.To)
	if err != nil {
		return v, err
	}
	about, err := s.statementWords(ctx, id, transfers)
	if err != nil {
		return v, err
	}
	for _, statement := range ledger.Statements(string(id), before, transfers) {
		v.Currencies = append(v.Currencies, about.statement(statement))
	}
	return v, nil
}

// statementWords say what the lines of a statement are.
type statementWords struct {
	causes
	explanations map[string]string // by transfer
	paid         map[string]bool   // transfers whose earning a payment has paid
}

func (s *session) statementWords(ctx context.Context, id affiliate.MemberID, transfers []ledger.Transfer) (w statementWords, err error) {
	all, ids := make([]string, 0, len(transfers)), make([]string, 0, len(transfers))
	for _, t := range transfers {
		all, ids = append(all, t.Cause), append(ids, madeBy(t))
	}
	if w.causes, err = s.causesNamed(ctx, all); err != nil {
		return w, err
	}
	if w.explanations, err = s.store.Explanations(ctx, id, ids); err != nil {
		return w, err
	}
	w.paid, err = s.store.PaidTransfers(ctx, id, ids)
	return w, err
}

// madeBy is the transfer that an earning was made with: the pending one, where
// there was one first.
func madeBy(t ledger.Transfer) string { return orElse(t.PendingID, t.ID) }

func (w statementWords) statement(s ledger.Statement) StatementCurrency {
	v := StatementCurrency{Currency: string(s.Currency), Opening: viewMoney(s.Opening), Rows: []StatementRow{}, Earned: viewMoney(s.Earned),
		Paid: viewMoney(s.Paid), Closing: viewMoney(s.Closing), Pending: viewMoney(s.Pending)}
	for _, line := range s.Lines {
		kind, id, _ := strings.Cut(line.Transfer.Cause, ":")
		row := StatementRow{Day: line.Transfer.EffectiveOn, State: w.state(line), Earned: viewMoney(line.Earned), Paid: viewMoney(line.Paid),
			Balance: viewMoney(line.Balance), Explanation: w.explanations[madeBy(line.Transfer)], CauseKind: kind, CauseID: id}
		row.What, row.Offer = w.line(line.Transfer.Cause)
		v.Rows = append(v.Rows, row)
	}
	return v
}

// state is how far a line has come: an earning is owed until a payment of it is
// paid.
func (w statementWords) state(line ledger.StatementLine) string {
	switch {
	case line.Transfer.Phase == ledger.Pending:
		return "pending"
	case !line.Paid.IsZero(), w.paid[madeBy(line.Transfer)]:
		return "paid"
	}
	return "owed"
}

// ExportStatement writes a member's statement as CSV.
func (b *Books) ExportStatement(memberID string, period Period) (ExportedFile, error) {
	return do(b.app, func(s *session) (ExportedFile, error) {
		v, err := s.statement(context.Background(), affiliate.MemberID(memberID), period)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export(report.StatementFilename(v.MemberName, s.today(), "csv"), func(w io.Writer) (int, error) {
			return report.WriteStatement(w, s.statementFile(v))
		})
	})
}

func (s *session) statementFile(v MemberStatement) report.Statement {
	file := report.Statement{Workspace: v.Workspace, Member: v.MemberName, From: v.Period.From, To: v.Period.To, AsOf: s.moment(s.clock.Now()), Zone: s.zone().String()}
	for _, c := range v.Currencies {
		account := report.StatementAccount{Currency: c.Currency, Opening: c.Opening.Text, Closing: c.Closing.Text,
			Earned: c.Earned.Text, Paid: c.Paid.Text, Pending: c.Pending.Text}
		for _, r := range c.Rows {
			account.Rows = append(account.Rows, report.StatementRow{Day: r.Day, What: r.What, Offer: r.Offer, State: r.State,
				Earned: r.Earned.Text, Paid: r.Paid.Text, Balance: r.Balance.Text, Explanation: r.Explanation})
		}
		file.Accounts = append(file.Accounts, account)
	}
	return file
}
