package cube_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"linkledger/internal/cube"
)

var (
	counts = rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64())
	links  = rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64())
	words  = rapid.OneOf(rapid.Uint32Range(0, 3), rapid.Uint32())
)

func word(t *rapid.T, what string) cube.Word { return cube.Word(words.Draw(t, what)) }

var sales = rapid.Custom(func(t *rapid.T) cube.Sale {
	unknown := func(below uint8, what string) uint8 {
		if n := rapid.Uint8Range(0, below).Draw(t, what); n < below {
			return n
		}
		return cube.Unknown
	}
	return cube.Sale{
		SaleKey: cube.SaleKey{
			SaleDay: cube.Day(rapid.Int32().Draw(t, "day")), Adjustment: rapid.Bool().Draw(t, "adjustment"), Link: links.Draw(t, "link"),
			Offer: word(t, "offer"), Member: word(t, "member"), Currency: word(t, "currency"), Status: word(t, "status"),
			CJStatus: word(t, "cj"), Action: word(t, "action"), Coupon: word(t, "coupon"), Country: word(t, "country"),
			Device: word(t, "device"), Browser: word(t, "browser"), Referrer: word(t, "referrer"), Customer: word(t, "customer"),
			Hour: unknown(24, "hour"), Took: unknown(uint8(cube.TookBuckets), "took"),
			Stage: cube.Stage(rapid.IntRange(0, int(cube.StagePaid)).Draw(t, "stage")), Payout: cube.Payout(rapid.IntRange(0, int(cube.PayoutPaid)).Draw(t, "payout")),
		},
		SaleSums: cube.SaleSums{Conversions: counts.Draw(t, "n"), Sale: counts.Draw(t, "sale"), Commission: counts.Draw(t, "commission"),
			Payout: counts.Draw(t, "earned"), Seconds: counts.Draw(t, "seconds")},
	}
})

var someCells = rapid.Custom(func(t *rapid.T) cube.Cells {
	return cube.Cells{
		Clicks: rapid.SliceOf(rapid.Custom(func(t *rapid.T) cube.Clicks {
			return cube.Clicks{Link: links.Draw(t, "link"), Gross: counts.Draw(t, "gross"), Unique: counts.Draw(t, "unique")}
		})).Draw(t, "clicks"),
		Rejected: rapid.SliceOf(rapid.Custom(func(t *rapid.T) cube.Rejected {
			return cube.Rejected{Link: links.Draw(t, "link"), Reason: word(t, "reason"), Clicks: counts.Draw(t, "clicks")}
		})).Draw(t, "rejected"),
		Facets: rapid.SliceOf(rapid.Custom(func(t *rapid.T) cube.Facet {
			return cube.Facet{Offer: word(t, "offer"), Property: word(t, "property"), Value: word(t, "value"), Clicks: counts.Draw(t, "clicks")}
		})).Draw(t, "facets"),
		Sales: rapid.SliceOf(sales).Draw(t, "sales"),
	}
})

func TestCellsComeBackFromTheirPackedForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := cube.Collect(someCells.Draw(t, "cells"))
		got, err := unpackAll(packAll(want))
		if err != nil || !got.Equal(want) {
			t.Fatalf("%v\n%s", err, cmp.Diff(want, got))
		}
		for _, part := range cube.Parts {
			if named, err := cube.PartOf(part.String()); named != part || err != nil {
				t.Fatal(named, err)
			}
			if back := cube.Add(want, want.Only(part).Neg()); len(back.Pack(part)) != 0 {
				t.Fatalf("%+v is left of %s", back, part)
			}
		}
	})
}

// naive adds cells up by their keys in maps.
func naive(lists ...cube.Cells) cube.Cells {
	var all cube.Cells
	for _, c := range lists {
		all.Clicks, all.Rejected = append(all.Clicks, c.Clicks...), append(all.Rejected, c.Rejected...)
		all.Facets, all.Sales = append(all.Facets, c.Facets...), append(all.Sales, c.Sales...)
	}
	clicks, rejected, facets, sales := map[int64]cube.Clicks{}, map[cube.Rejected]int64{}, map[cube.Facet]int64{}, map[cube.SaleKey]cube.SaleSums{}
	for _, c := range all.Clicks {
		sum := clicks[c.Link]
		clicks[c.Link] = cube.Clicks{Link: c.Link, Gross: sum.Gross + c.Gross, Unique: sum.Unique + c.Unique}
	}
	for _, c := range all.Rejected {
		rejected[cube.Rejected{Link: c.Link, Reason: c.Reason}] += c.Clicks
	}
	for _, c := range all.Facets {
		facets[cube.Facet{Offer: c.Offer, Property: c.Property, Value: c.Value}] += c.Clicks
	}
	for _, c := range all.Sales {
		sales[c.SaleKey] = sales[c.SaleKey].Plus(c.SaleSums)
	}
	var sum cube.Cells
	for _, c := range clicks {
		if c.Gross != 0 || c.Unique != 0 {
			sum.Clicks = append(sum.Clicks, c)
		}
	}
	for c, n := range rejected {
		if c.Clicks = n; n != 0 {
			sum.Rejected = append(sum.Rejected, c)
		}
	}
	for c, n := range facets {
		if c.Clicks = n; n != 0 {
			sum.Facets = append(sum.Facets, c)
		}
	}
	for key, n := range sales {
		if n != (cube.SaleSums{}) {
			sum.Sales = append(sum.Sales, cube.Sale{SaleKey: key, SaleSums: n})
		}
	}
	slices.SortFunc(sum.Clicks, cube.Clicks.Compare)
	slices.SortFunc(sum.Rejected, cube.Rejected.Compare)
	slices.SortFunc(sum.Facets, cube.Facet.Compare)
	slices.SortFunc(sum.Sales, cube.Sale.Compare)
	return sum
}

func TestSumsOfCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someCells.Draw(t, "a"), someCells.Draw(t, "b")
		want, sum := naive(a, b), cube.Add(cube.Collect(a), cube.Collect(b))
		if !sum.Equal(want) {
			t.Fatal(cmp.Diff(want, sum, cmpopts.EquateEmpty()))
		}
		if back := cube.Add(sum, cube.Collect(b).Neg()); !back.Equal(cube.Collect(a)) {
			t.Fatal(cmp.Diff(cube.Collect(a), back, cmpopts.EquateEmpty()))
		}
		if gone := cube.Add(sum, sum.Neg()); !gone.IsZero() {
			t.Fatalf("%+v is left", gone)
		}
	})
}

type packed [4][]byte

func packAll(c cube.Cells) (p packed) {
	for _, part := range cube.Parts {
		p[part] = c.Pack(part)
	}
	return p
}

func unpackAll(p packed) (c cube.Cells, err error) {
	for _, part := range cube.Parts {
		err = errors.Join(err, c.Unpack(part, p[part]))
	}
	return c, err
}

// FuzzUnpack: what is read is the only thing that is packed to these bytes.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte{}, uint8(0))
	f.Add([]byte{1}, uint8(1))
	f.Add(cube.PackClicks([]cube.Clicks{{Link: 1, Gross: 2, Unique: 1}, {Link: 300, Gross: -7}}), uint8(0))
	f.Add(cube.PackRejected([]cube.Rejected{{Link: 1, Reason: 2, Clicks: 1}, {Link: 1, Reason: 3, Clicks: 4}}), uint8(1))
	f.Add(cube.PackFacets([]cube.Facet{{Offer: 1, Property: 2, Value: 9, Clicks: 1}}), uint8(2))
	f.Add(cube.PackSales([]cube.Sale{
		{SaleKey: cube.SaleKey{SaleDay: 20780, Link: 5, Offer: 1, Hour: cube.Unknown}, SaleSums: cube.SaleSums{Conversions: 1, Sale: 1999}},
		{SaleKey: cube.SaleKey{SaleDay: 20780, Link: 5, Offer: 1, Hour: cube.Unknown, Payout: cube.PayoutDue}, SaleSums: cube.SaleSums{Payout: 200}},
	}), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		var p packed
		p[kind%4] = data
		cells, err := unpackAll(p)
		if err != nil {
			return
		}
		if n := len(cells.Clicks) + len(cells.Rejected) + len(cells.Facets) + len(cells.Sales); 2*n > len(data) {
			t.Fatalf("%d cells of %d bytes", n, len(data))
		}
		if again := packAll(cells); !bytes.Equal(again[kind%4], data) {
			t.Fatalf("%x is read and packed to %x", data, again[kind%4])
		}
		if !cube.Collect(cells).Equal(cells) {
			t.Fatalf("%x is read to cells out of order", data)
		}
	})
}

func TestDays(t *testing.T) {
	for text, want := range map[string]cube.Day{"1970-01-01": 0, "1969-12-31": -1, "2026-11-23": 20780, "2000-02-29": 11016, "0001-01-01": -719162, "9999-12-31": 2932896} {
		if day, err := cube.DayOf(text); err != nil || day != want || day.String() != text {
			t.Errorf("%s is %d (%s), %v", text, day, day, err)
		}
	}
	for _, text := range []string{"", "2026-11-31", "2026-1-2", "2026-11-23 ", "20261123", "-001-01-01", "10000-01-01"} {
		if day, err := cube.DayOf(text); err == nil {
			t.Errorf("%q is read as %s", text, day)
		}
	}
}
