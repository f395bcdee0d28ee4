package store

import (
	"context"
	"sync"

	"linkledger/internal/money"
)

// standings are the figures of all members, or of all links, which sorting by
// them needs. They are worked out once for each state of the fold.
type standings[Key comparable, Figures any] struct {
	mu       sync.Mutex
	at       foldStamp
	currency money.Currency
	all      map[Key]Figures
}

// figuresOf works out the figures of a few, or of all when there are no keys.
type figuresOf[Key comparable, Figures any] func(ctx context.Context, q queryer, currency money.Currency, keys []Key) (map[Key]Figures, error)

// read works out all of them, unless they are known.
func (s *standings[Key, Figures]) read(ctx context.Context, q queryer, now rolled, currency money.Currency, work figuresOf[Key, Figures]) (map[Key]Figures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.knows(now, currency) {
		return s.all, nil
	}
	all, err := work(ctx, q, currency, nil)
	if err == nil {
		s.at, s.currency, s.all = now.at, currency, all
	}
	return all, err
}

func (s *standings[Key, Figures]) knows(now rolled, currency money.Currency) bool {
	return s.all != nil && s.at == now.at && s.currency == currency
}

// of gives the figures of a few, out of those of all if they are known.
func (s *standings[Key, Figures]) of(ctx context.Context, q queryer, now rolled, currency money.Currency, keys []Key, work figuresOf[Key, Figures]) (map[Key]Figures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.knows(now, currency) {
		return s.all, nil
	}
	return work(ctx, q, currency, keys)
}
