package desktop

import (
	"bytes"
	"context"
	"path/filepath"

	"linkledger/internal/affiliate"
	"linkledger/internal/atomicfile"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/payout/csvfile"
	"linkledger/internal/sqlitex"
)

// Payments shows where the money stands, and pays.
type Payments struct{ app *App }

// Available implements payout.Books: what there is to pay with.
func (s *session) Available(ctx context.Context, c money.Currency) (money.Amount, error) {
	b, err := s.store.Balance(ctx, ledger.Wallet, c)
	return b.Available(), err
}

// Stopped implements payout.Books: why nothing may be paid now.
func (s *session) Stopped(ctx context.Context) (string, error) {
	if s.connection() == nil {
		return "No relay is connected. It makes sure that two devices never pay the same sale.", nil
	}
	if waits, err := s.Doubtful(ctx); err != nil || waits != "" {
		return waits, err
	}
	checks, err := s.bookChecks(ctx)
	if err != nil {
		return "", err
	}
	for _, check := range checks {
		if !check.OK {
			return check.Detail, nil
		}
	}
	payments, err := s.store.Payments(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range payments {
		if !p.Synced {
			return "A step of a payment waits for the relay. It completes by itself at the next sync.", nil
		}
	}
	return "", nil
}

// Doubtful implements payout.Books: why this database may not know how payments
// stand.
func (s *session) Doubtful(ctx context.Context) (string, error) {
	if waits := s.restoredWords(ctx); waits != "" {
		return waits, nil
	}
	if waits, err := s.frozenWords(ctx); err != nil || waits != "" {
		return waits, err
	}
	return s.unprovenWords(), nil
}

// Plan is Make a Payment: who can be paid now, and who can't and why.
func (p *Payments) Plan() (PaymentPlan, error) {
	return do(p.app, func(s *session) (PaymentPlan, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return PaymentPlan{}, err
		}
		plan, err := s.payouts.Plan(ctx, currency)
		if stopped := s.unprovenWords(); stopped != "" && sqlitex.IsCorrupt(err) { // what can't be read is not paid
			nothing := money.New(0, currency)
			return PaymentPlan{Currency: string(currency), Balance: viewMoney(nothing), Total: viewMoney(nothing), Lines: []PlanLine{}, Stopped: stopped}, nil
		}
		v := PaymentPlan{Currency: string(currency), Balance: viewMoney(plan.Available), Total: viewMoney(plan.Total()), Lines: []PlanLine{}, Stopped: plan.Stopped}
		for _, line := range plan.Lines {
			v.Lines = append(v.Lines, PlanLine{MemberID: string(line.Member.ID), MemberName: line.Member.Name, Payee: line.Member.Payee,
				Amount: viewMoney(line.Amount), Conversions: line.Conversions, Blocked: line.Blocked})
		}
		return v, err
	})
}

// Make pays the chosen members what they are owed now.
func (p *Payments) Make(memberIDs []string) (PaymentDetail, error) {
	return do(p.app, func(s *session) (PaymentDetail, error) {
		ctx := context.Background()
		currency, err := s.currency(ctx)
		if err != nil {
			return PaymentDetail{}, err
		}
		members := make([]affiliate.MemberID, 0, len(memberIDs))
		for _, id := range memberIDs {
			members = append(members, affiliate.MemberID(id))
		}
		id, err := s.payouts.Make(ctx, currency, members)
		if err != nil {
			return PaymentDetail{}, err
		}
		return s.paymentDetail(ctx, id)
	})
}

// Get is a payment with its lines.
func (p *Payments) Get(id string) (PaymentDetail, error) {
	return do(p.app, func(s *session) (PaymentDetail, error) {
		return s.paymentDetail(context.Background(), affiliate.PaymentID(id))
	})
}

func (s *session) paymentDetail(ctx context.Context, id affiliate.PaymentID) (PaymentDetail, error) {
	payment, err := s.store.Payment(ctx, id)
	if err != nil {
		return PaymentDetail{}, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return PaymentDetail{}, err
	}
	v := PaymentDetail{Row: paymentRow(payment), Lines: []PlanLine{}}
	for _, line := range payment.Lines {
		v.Lines = append(v.Lines, PlanLine{MemberID: string(line.MemberID), MemberName: names.members[line.MemberID], Payee: line.Payee,
			Amount: viewMoney(money.New(line.Minor, money.Currency(payment.Currency))), Conversions: len(line.Earnings)})
	}
	return v, nil
}

func paymentRow(p affiliate.Payment) PaymentRow {
	return PaymentRow{ID: string(p.ID), Number: p.Number, CreatedAt: p.CreatedAt, Route: p.Route, State: string(p.State), Members: len(p.Lines),
		Total: viewMoney(p.Total()), File: p.File, PaidOn: p.PaidOn, Reference: p.Reference, Reason: p.Reason, Synced: p.Synced}
}

// Export writes the payment's CSV file. The same payment gives the same bytes,
// and it is marked as exported before the file exists: a file that is out can
// then never belong to a payment that nobody knows of.
func (p *Payments) Export(id string) (ExportedFile, error) {
	return do(p.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		payment, err := s.store.Payment(ctx, affiliate.PaymentID(id))
		if err != nil {
			return ExportedFile{}, err
		}
		if !payment.Synced || !payment.State.Open() {
			return ExportedFile{}, affiliate.Errorf(affiliate.Conflict, "A payment that is %s can't be exported.", payment.State)
		}
		var file bytes.Buffer
		hash, err := csvfile.Write(&file, id, fileLines(payment))
		if err != nil {
			return ExportedFile{}, err
		}
		if payment.FileHash != "" && payment.FileHash != hash {
			return ExportedFile{}, affiliate.Errorf(affiliate.Internal, "The file would differ from the one that was exported before.")
		}
		name := csvfile.Filename(payment.Number, payment.CreatedAt[:len("2006-01-02")], money.Currency(payment.Currency))
		path, err := s.app.saveFile(name)
		if err != nil {
			return ExportedFile{}, err
		}
		if path == "" {
			return ExportedFile{Cancelled: true}, nil
		}
		err = s.payouts.Advance(ctx, payment.ID, affiliate.PaymentExported, map[string]any{"file": filepath.Base(path), "file_hash": hash})
		if err != nil {
			return ExportedFile{}, err
		}
		if err := atomicfile.Replace(path, file.Bytes()); err != nil {
			return ExportedFile{}, &affiliate.Error{Code: affiliate.Unavailable, Message: "The file could not be written.", Hint: sentence(err.Error()) + " Export it again to another folder; it will be the same file.", Cause: err}
		}
		return ExportedFile{Path: path, Rows: len(payment.Lines), Hash: hash}, nil
	})
}

func fileLines(p affiliate.Payment) []csvfile.Line {
	lines := make([]csvfile.Line, 0, len(p.Lines))
	for _, line := range p.Lines {
		lines = append(lines, csvfile.Line{Member: string(line.MemberID), Receiver: line.Payee,
			Amount: money.New(line.Minor, money.Currency(p.Currency)), Reference: "Ambassador payment " + string(p.ID)})
	}
	return lines
}

// MarkPaid records that the file was carried out.
func (p *Payments) MarkPaid(form PaidForm) (PaymentDetail, error) {
	return do(p.app, func(s *session) (PaymentDetail, error) {
		ctx := context.Background()
		if !affiliate.IsDay(form.Day) {
			return PaymentDetail{}, field("day", "Enter the day as YYYY-MM-DD.")
		}
		if len(form.Reference) > 200 {
			return PaymentDetail{}, field("reference", "Use at most 200 characters.")
		}
		id := affiliate.PaymentID(form.PaymentID)
		return s.advance(ctx, id, affiliate.PaymentPaid, map[string]any{"paid_on": form.Day, "reference": clean(form.Reference)})
	})
}

// Cancel gives a payment up that was not carried out; its sales are due again.
func (p *Payments) Cancel(id, reason string) (PaymentDetail, error) {
	return do(p.app, func(s *session) (PaymentDetail, error) {
		if clean(reason) == "" || len(reason) > 500 {
			return PaymentDetail{}, field("reason", "Say why, in at most 500 characters.")
		}
		return s.advance(context.Background(), affiliate.PaymentID(id), affiliate.PaymentCancelled, map[string]any{"reason": clean(reason)})
	})
}

// advance moves a payment on. A relay that does not answer is no failure where
// the step is saved: the payment is shown as not synced.
func (s *session) advance(ctx context.Context, id affiliate.PaymentID, to affiliate.PaymentState, set map[string]any) (PaymentDetail, error) {
	err := s.payouts.Advance(ctx, id, to, set)
	if err != nil && affiliate.Code(err) != affiliate.Unavailable {
		return PaymentDetail{}, err
	}
	detail, detailErr := s.paymentDetail(ctx, id)
	if err != nil && detail.Row.State != string(to) {
		return PaymentDetail{}, err // it was not saved
	}
	return detail, detailErr
}
