package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"linkledger/internal/money"
)

// Phase is what a transfer does.
type Phase string

// The phases.
const (
	Direct  Phase = "direct"  // moves money at once
	Pending Phase = "pending" // reserves it
	Post    Phase = "post"    // carries a pending transfer out
	Void    Phase = "void"    // gives a pending transfer up
)

// Transfer is one row of the book: an amount out of the credit account into
// the debit account. It is never changed.
type Transfer struct {
	ID          string // derived from the idempotency key
	Debit       Account
	Credit      Account
	Amount      money.Amount // positive
	Phase       Phase
	PendingID   string    // for Post and Void: the transfer it resolves
	Cause       string    // what it belongs to: "conversion:<id>", "payment:<id>", "receipt:<id>"
	Memo        string    // why, for a person
	EffectiveOn string    // day it counts for, YYYY-MM-DD
	RecordedAt  time.Time // time of the log entry that made it
	Entry       int64     // that entry's sequence number
	Key         string    // idempotency key: one transfer each

	PreviousHash string // of the transfer before in the chain
	Hash         string
}

// Errors of checking and applying transfers.
var (
	ErrTransfer = errors.New("not a valid transfer")
	ErrResolved = errors.New("the pending transfer was resolved already")
	ErrChain    = errors.New("the chain of hashes is broken")
)

// TransferID is the id of the transfer with an idempotency key.
func TransferID(key string) string {
	sum := sha256.Sum256([]byte("linkledger transfer\x00" + key))
	return hex.EncodeToString(sum[:16])
}

// Check validates a transfer by itself.
func (t Transfer) Check() error {
	resolves := t.Phase == Post || t.Phase == Void
	switch {
	case t.Amount.Minor <= 0:
		return fmt.Errorf("amount %s: %w", t.Amount, ErrTransfer)
	case !t.Amount.Currency.Known():
		return fmt.Errorf("currency %q: %w", t.Amount.Currency, ErrTransfer)
	case t.Debit == t.Credit || !t.Debit.Known() || !t.Credit.Known():
		return fmt.Errorf("accounts %q and %q: %w", t.Debit, t.Credit, ErrTransfer)
	case t.Phase != Direct && t.Phase != Pending && !resolves:
		return fmt.Errorf("phase %q: %w", t.Phase, ErrTransfer)
	case resolves != (t.PendingID != ""):
		return fmt.Errorf("pending id %q of a %s: %w", t.PendingID, t.Phase, ErrTransfer)
	case t.Key == "" || t.ID != TransferID(t.Key):
		return fmt.Errorf("key %q: %w", t.Key, ErrTransfer)
	}
	return nil
}

// Chain sets the hashes of a transfer that follows the one of hash previous;
// the first follows the empty hash.
func (t *Transfer) Chain(previous string) {
	t.PreviousHash = previous
	t.Hash = t.digest()
}

// Verify checks a transfer against the hash of the one before.
func (t Transfer) Verify(previous string) error {
	if t.PreviousHash != previous || t.Hash != t.digest() {
		return fmt.Errorf("transfer %s: %w", t.ID, ErrChain)
	}
	return nil
}

// digest covers every field, each with its length so that none can run into
// the next.
func (t Transfer) digest() string {
	h := sha256.New()
	for _, part := range []string{
		t.PreviousHash, t.ID, string(t.Debit), string(t.Credit), strconv.FormatInt(t.Amount.Minor, 10),
		string(t.Amount.Currency), string(t.Phase), t.PendingID, t.Cause, t.Memo, t.EffectiveOn,
		t.RecordedAt.UTC().Format(time.RFC3339Nano), strconv.FormatInt(t.Entry, 10), t.Key,
	} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}
