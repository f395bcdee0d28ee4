// Package payout pays members what they are owed: plan, intent, sent, paid.
// The intent and its claim are saved before anything leaves this computer.
//
// It must not know how a route sends money, how books are kept, nor what a
// screen shows.
package payout

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Store is what a payment needs of the database.
type Store interface {
	Dues(ctx context.Context, c money.Currency) ([]affiliate.Due, error)
	Members(ctx context.Context) ([]affiliate.Member, error)
	Payment(ctx context.Context, id affiliate.PaymentID) (affiliate.Payment, error)
	Enqueue(ctx context.Context, b affiliate.Batch) error
}

// Books tells what there is to pay with, and whether paying is stopped.
type Books interface {
	Available(ctx context.Context, c money.Currency) (money.Amount, error)
	// Stopped says why nothing may be paid now; empty when it may.
	Stopped(ctx context.Context) (string, error)
	// Doubtful says why these books may not know how payments stand; empty when
	// they do, as of the last sync.
	Doubtful(ctx context.Context) (string, error)
}

// Log sends the outbox and folds what comes back. It is an error when the
// relay can't be asked or refuses the batch.
type Log interface {
	// Sync brings everything in step; affiliate.Unavailable without the relay.
	Sync(ctx context.Context) error
	Send(ctx context.Context, batch string) error
}
