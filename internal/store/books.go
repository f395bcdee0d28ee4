package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

const transferColumns = `id, debit, credit, currency, amount, phase, coalesce(pending_id, ''), cause, memo, effective_on,
	recorded_at, entry, idem_key, previous_hash, hash`

func scanTransfer(r scanner) (t ledger.Transfer, err error) {
	var at string
	err = r.Scan(&t.ID, &t.Debit, &t.Credit, &t.Amount.Currency, &t.Amount.Minor, &t.Phase, &t.PendingID, &t.Cause, &t.Memo,
		&t.EffectiveOn, &at, &t.Entry, &t.Key, &t.PreviousHash, &t.Hash)
	if err == nil {
		t.RecordedAt, err = parseTime(at)
	}
	return t, err
}

// Post appends transfers to the book and moves the accounts. The entry's time
// and place are filled in here.
func (t *Tx) Post(ctx context.Context, transfers ...ledger.Transfer) ([]ledger.Transfer, error) {
	posted := make([]ledger.Transfer, 0, len(transfers))
	for _, tr := range transfers {
		t.moves++
		tr.RecordedAt, tr.Entry = t.entry.Time.UTC().Truncate(time.Millisecond), t.entry.Seq
		tr.Key = fmt.Sprintf("%s/%d.%d", tr.Cause, t.entry.Seq, t.moves)
		tr.ID = ledger.TransferID(tr.Key)
		head, err := t.run.bookHead(ctx)
		if err != nil {
			return nil, err
		}
		tr.Chain(head)
		if err := t.run.post(ctx, tr); err != nil {
			return nil, fmt.Errorf("post %s: %w", tr.Key, err)
		}
		posted = append(posted, tr)
	}
	return posted, nil
}

func (f *folding) post(ctx context.Context, t ledger.Transfer) error {
	pending, err := f.pending(ctx, t)
	if err != nil {
		return err
	}
	effects, err := ledger.Effects(t, pending)
	if err != nil {
		return err
	}
	err = f.exec(ctx, `INSERT INTO transfer (id, debit, credit, currency, amount, phase, pending_id, cause, memo,
		effective_on, recorded_at, entry, idem_key, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Debit, t.Credit, t.Amount.Currency, t.Amount.Minor, t.Phase, t.PendingID, t.Cause, t.Memo,
		t.EffectiveOn, formatTime(t.RecordedAt), t.Entry, t.Key, t.PreviousHash, t.Hash)
	if err != nil {
		return err
	}
	f.head, f.knows = t.Hash, true
	if m := f.causes.of(t.Cause); m.posted {
		m.transfers = append(m.transfers, t)
	}
	for _, e := range effects {
		if err := f.sums.move(ctx, f.statements, e); err != nil {
			return err
		}
	}
	return nil
}

// pending is the transfer that one resolves, if it does.
func (f *folding) pending(ctx context.Context, t ledger.Transfer) (*ledger.Transfer, error) {
	if t.PendingID == "" {
		return nil, nil
	}
	for _, p := range f.causes.of(t.Cause).transfers {
		if p.ID == t.PendingID {
			return &p, nil
		}
	}
	p, found, err := one(ctx, f, scanTransfer, `SELECT `+transferColumns+` FROM transfer WHERE id = ?`, t.PendingID)
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

func (f *folding) bookHead(ctx context.Context) (string, error) {
	if f.knows {
		return f.head, nil
	}
	head, err := bookHead(ctx, f)
	f.head, f.knows = head, err == nil
	return head, err
}

func bookHead(ctx context.Context, q queryer) (string, error) {
	hash, _, err := one(ctx, q, func(r scanner) (h string, err error) { return h, r.Scan(&h) },
		`SELECT hash FROM transfer ORDER BY position DESC LIMIT 1`)
	return hash, err
}

// Leg tells how a cause stands on an account: what is posted for good,
// counted in the direction of the account's growth by credits when credit is
// set, and what is still open.
func (t *Tx) Leg(ctx context.Context, cause string, account ledger.Account, c money.Currency, credit bool) (ledger.Leg, error) {
	leg := ledger.Leg{Posted: money.New(0, c)}
	sign := 1
	if credit {
		sign = -1
	}
	err := t.run.QueryRowContext(ctx, `SELECT coalesce(sum(iif(debit = ?1, amount, -amount)), 0) * ?4 FROM transfer
		WHERE cause = ?2 AND currency = ?3 AND phase IN ('direct', 'post') AND (debit = ?1 OR credit = ?1)`,
		account, cause, c, sign).Scan(&leg.Posted.Minor)
	if err != nil {
		return leg, err
	}
	leg.Open, err = rows(ctx, t.run, scanTransfer, `SELECT `+transferColumns+` FROM transfer AS p
		WHERE cause = ?2 AND currency = ?3 AND phase = 'pending' AND (debit = ?1 OR credit = ?1)
		AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.pending_id = p.id) ORDER BY position`, account, cause, c)
	return leg, err
}

// Open lists the pending transfers of a cause that are not resolved.
func (t *Tx) Open(ctx context.Context, cause string) ([]ledger.Transfer, error) {
	return rows(ctx, t.run, scanTransfer, `SELECT `+transferColumns+` FROM transfer AS p WHERE cause = ? AND phase = 'pending'
		AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.pending_id = p.id) ORDER BY position`, cause)
}

// Posted lists what a cause has posted, oldest first.
func (t *Tx) Posted(ctx context.Context, cause string) ([]ledger.Transfer, error) {
	list, err := t.run.transfersOf(ctx, cause)
	return slices.Clone(list), err
}

// Balance is what an account holds, as the fold sees it.
func (t *Tx) Balance(ctx context.Context, a ledger.Account, c money.Currency) (ledger.Balance, error) {
	sum, err := t.run.sums.account(ctx, t.run.statements, accountPlace{a, c})
	if err != nil {
		return ledger.Balance{}, err
	}
	return sum.Balance, nil
}

// Balance is what an account holds.
func (s *Store) Balance(ctx context.Context, a ledger.Account, c money.Currency) (ledger.Balance, error) {
	return balance(ctx, s.db.Read, a, c)
}

const balanceColumns = `name, currency, debits_pending, credits_pending, debits_posted, credits_posted`

func balance(ctx context.Context, q queryer, a ledger.Account, c money.Currency) (ledger.Balance, error) {
	b, found, err := one(ctx, q, scanBalance, `SELECT `+balanceColumns+` FROM account WHERE name = ? AND currency = ?`, a, c)
	if !found {
		b = ledger.Balance{Account: a, Currency: c}
	}
	return b, err
}

func scanBalance(r scanner) (b ledger.Balance, err error) {
	return b, r.Scan(&b.Account, &b.Currency, &b.DebitsPending, &b.CreditsPending, &b.DebitsPosted, &b.CreditsPosted)
}

// Balances lists all accounts by name and currency.
func (s *Store) Balances(ctx context.Context) ([]ledger.Balance, error) {
	return balances(ctx, s.db.Read)
}

func balances(ctx context.Context, q queryer) ([]ledger.Balance, error) {
	return rows(ctx, q, scanBalance, `SELECT `+balanceColumns+` FROM account ORDER BY name, currency`)
}

// Transfers lists what a cause posted, oldest first.
func (s *Store) Transfers(ctx context.Context, cause string) ([]ledger.Transfer, error) {
	return rows(ctx, s.db.Read, scanTransfer, `SELECT `+transferColumns+` FROM transfer WHERE cause = ? ORDER BY position`, cause)
}

// Head is the hash of the book's last transfer; empty for an empty book.
func (s *Store) Head(ctx context.Context) (string, error) { return bookHead(ctx, s.db.Read) }

// Prove replays the whole book and compares it with the accounts: an error
// says what does not hold.
func (s *Store) Prove(ctx context.Context) error {
	_, err := snapshot(ctx, s, func(q queryer) (struct{}, error) { return struct{}{}, prove(ctx, q) })
	return err
}

func prove(ctx context.Context, q queryer) error {
	book := ledger.NewBook()
	result, err := q.QueryContext(ctx, `SELECT `+transferColumns+` FROM transfer ORDER BY position`)
	if err != nil {
		return err
	}
	defer result.Close()
	for result.Next() {
		t, err := scanTransfer(result)
		if err == nil {
			err = book.Replay(t)
		}
		if err != nil {
			return fmt.Errorf("the book does not replay: %w", err)
		}
	}
	if err := result.Err(); err != nil {
		return err
	}
	stored, err := balances(ctx, q)
	if err != nil {
		return err
	}
	replayed := book.Balances()
	if len(stored) != len(replayed) {
		return fmt.Errorf("%d accounts are stored and %d replayed", len(stored), len(replayed))
	}
	for i := range stored {
		if stored[i] != replayed[i] {
			return fmt.Errorf("account %s is stored as %+v and replays as %+v", stored[i].Account, stored[i], replayed[i])
		}
	}
	return ledger.TrialBalance(stored)
}
