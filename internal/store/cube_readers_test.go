package store_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"linkledger/internal/cube"
	"linkledger/internal/store"
)

// TestReadersSeeOneState: while entries are folded, every reader has a cube of
// one moment: what one entry adds to two days is there on both, now and as of an
// evening.
func TestReadersSeeOneState(t *testing.T) {
	s, ctx := open(t), context.Background()
	first, last := day(t, "2026-11-20"), day(t, "2026-11-23")
	var done atomic.Bool
	var readers sync.WaitGroup
	var wrong sync.Map
	for _, ask := range []func() (store.Cube, error){
		func() (store.Cube, error) { return s.Cube(ctx, first, last) },
		func() (store.Cube, error) { return s.Cube(ctx, last, last) },
		func() (store.Cube, error) { return s.CubeAsOf(ctx, last-1, first, last-1) },
	} {
		readers.Go(func() {
			for !done.Load() {
				c, err := ask()
				if err != nil {
					wrong.Store(err.Error(), true)
					return
				}
				gross := func(d cube.Day) (n int64) {
					for _, list := range c.Select(cube.Query{From: d, To: d, Sums: []cube.Sum{{Of: cube.AmountGross}}}).Sums {
						for _, more := range list {
							n += more
						}
					}
					return n
				}
				if a, b := gross(first), gross(first+1); a != b {
					wrong.Store(fmt.Sprintf("%d clicks on one day and %d on the other", a, b), true)
				}
			}
		})
	}
	for i := range int64(25) {
		on(t, s, fmt.Sprintf("2026-11-%d", 22+i/13), func(tx *store.Tx) error {
			if err := clicksOf(i%3, "2026-11-20", i+2)(tx); err != nil {
				return err
			}
			return clicksOf(i%3+5, "2026-11-21", i+2)(tx)
		})
	}
	done.Store(true)
	readers.Wait()
	wrong.Range(func(what, _ any) bool {
		t.Error(what)
		return true
	})
	if err := s.CheckCube(ctx); err != nil {
		t.Error(err)
	}
}
