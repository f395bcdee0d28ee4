package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// TestBatchesMakeNoDifference: whatever entries are folded together, and wherever
// one that does not stand is among them, the cube is the same, and what became
// known when.
func TestBatchesMakeNoDifference(t *testing.T) {
	want := foldedIn(t, 1)
	for _, size := range []int{2, 3, 5, 7, len(mixedDays)} {
		if diff := cmp.Diff(want, foldedIn(t, size)); diff != "" {
			t.Errorf("in batches of %d: %s", size, diff)
		}
	}
}

// mixedDays are the known days of entries and what each brings. "late" writes
// before it fails, "early" fails with nothing written.
var mixedDays = []struct{ day, brings string }{
	{"10", "sale a 10"}, {"10", "clicks"}, {"11", "late"}, {"12", "late"}, {"12", "sale a 20"}, {"13", "early"}, {"13", "sale b 5"}, {"14", "late close"},
	{"32", "sale a 30"}, {"33", "close"}, {"33", "late"}, {"34", "sale a 40"}, {"34", "late open"}, {"35", "late"}, {"35", "sale b 6"}, {"35", "early"}, {"36", "late sale b"}, {"36", "clicks"},
}

func foldedIn(t *testing.T, size int) map[string][]string {
	t.Helper()
	s, ctx := open(t), context.Background()
	unfit := &affiliate.Error{Code: affiliate.Invalid, Message: "no"}
	for from := 0; from < len(mixedDays); from += size {
		entries := []affiliate.Entry{}
		for i := from; i < min(from+size, len(mixedDays)); i++ {
			entries = append(entries, affiliate.Entry{Seq: int64(i + 1), ID: fmt.Sprint("entry", i+1), Kind: "change", Time: noon, Body: []byte("{}")})
		}
		err := s.Fold(ctx, "epoch", entries, func(tx *store.Tx, e affiliate.Entry) error {
			brings := mixedDays[e.Seq-1].brings
			if _, err := tx.On(ctx, novemberDay(mixedDays[e.Seq-1].day), true); err != nil {
				return err
			}
			err := tx.Try(ctx, func() error {
				var id string
				var minor int64
				month := affiliate.MonthClose{Month: "2026-11", Closed: brings == "close" || brings == "late close"}
				switch n, _ := fmt.Sscanf(brings, "sale %s %d", &id, &minor); {
				case n == 2:
					return saleOf(id, "2026-11-10", minor, affiliate.StatusPending)(tx)
				case brings == "clicks":
					return clicksOf(1, "2026-11-10", 7)(tx)
				case brings == "early":
					return tx.AddClicks(ctx, nil, []affiliate.OfferDay{{OfferID: "o", Day: "2026-11-10", Dimension: "country", Value: "DE", Clicks: 3}, {Clicks: 1 << 40}})
				case brings == "close":
					return tx.PutMonthClose(ctx, month)
				case brings == "late close", brings == "late open":
					return errors.Join(tx.PutMonthClose(ctx, month), saleOf("a", "2026-11-10", 99, affiliate.StatusPending)(tx), unfit)
				}
				return errors.Join(saleOf("b", "2026-11-10", 98, affiliate.StatusPending)(tx), clicksOf(9, "2026-11-09", 7)(tx), unfit)
			})
			if affiliate.Code(err) == affiliate.Invalid {
				return nil
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.CheckCube(ctx); err != nil {
		t.Errorf("in batches of %d: %v", size, err)
	}
	return cubeRows(t, s)
}

// cubeRows are the digests of what is kept for reports.
func cubeRows(t *testing.T, s *store.Store) map[string][]string {
	t.Helper()
	db, err := sqlitex.Open(t.Context(), s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	kept := map[string][]string{}
	for _, table := range strings.Fields("cube_word cube_day cube_late cube_sale cube_known known_since month_adjustment month_close") {
		list, err := db.Read.QueryContext(t.Context(), `SELECT hex(digest) FROM `+table+` ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		for list.Next() {
			var digest sql.NullString
			err = errors.Join(err, list.Scan(&digest))
			kept[table] = append(kept[table], digest.String)
		}
		if err := errors.Join(err, list.Err(), list.Close()); err != nil {
			t.Fatal(err)
		}
		if len(kept[table]) == 0 {
			t.Errorf("nothing in %s", table)
		}
	}
	return kept
}

func novemberDay(day string) string {
	var n int
	_, _ = fmt.Sscan(day, &n)
	return noon.AddDate(0, 0, n-22).Format("2006-01-02")
}
