package report_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// What a figure is explained by is the figure itself, and the conversions that
// it lists are as many as it counts.
func TestWhyEqualsTheFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"))
		explorer := report.NewExplorer(w)
		for range 3 {
			q := drawQuery(t, w)
			r, err := explorer.Explore(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			table := r.Tables[rapid.IntRange(0, len(r.Tables)-1).Draw(t, "table")]
			row, ref := table.Total, report.CellRef{Currency: table.Currency, Before: r.Compared.From != "" && rapid.Bool().Draw(t, "before")}
			if len(table.Rows) > 0 && len(q.By) > 0 && rapid.Bool().Draw(t, "row") {
				row = table.Rows[rapid.IntRange(0, len(table.Rows)-1).Draw(t, "which")]
				for _, label := range row.Labels {
					ref.Row = append(ref.Row, label.ID)
				}
			}
			cells := row.Total
			if column := rapid.IntRange(-1, len(table.Columns)-1).Draw(t, "column"); column >= 0 && q.Across != "" && r.Tables[0].Columns[0].Name != "" {
				ref.Column, cells = &table.Columns[column].ID, row.Cells[column]
			}
			if slices.Contains(ref.Row, "") && q.Compare != "" || ref.Column != nil && *ref.Column == "" {
				continue // of the other period alone: which of them is not said
			}
			i := rapid.IntRange(0, len(q.Measure)-1).Draw(t, "measure")
			ref.Measure = q.Measure[i]
			want := cells[i].Value
			if ref.Before {
				want = cells[i].Before
			}
			why, err := explorer.Why(context.Background(), q, ref)
			if err != nil {
				t.Fatalf("%+v\n%+v: %v", q, ref, err)
			}
			if why.Value.Text() != want.Text() || why.Value.Missing != want.Missing {
				t.Fatalf("%+v\n%+v: %s is explained as %s", q, ref, want.Text(), why.Value.Text())
			}
			if want.Known() && !strings.Contains(strings.ReplaceAll(why.Numbers, ",", ""), strings.TrimPrefix(want.Text(), "-")) {
				t.Fatalf("%+v: %q does not say %s", ref, why.Numbers, want.Text())
			}
			if ref.Measure == report.Conversions && why.Rows != nil && len(w.closed) == 0 && q.AsOf == "" {
				if n := w.behind(why.Rows); fmt.Sprint(n) != want.Text() {
					t.Fatalf("%+v\n%+v: %d conversions are behind %s: %+v", q, ref, n, want.Text(), why.Rows)
				}
			}
		}
	})
}

// behind counts the conversions of a list.
func (w *world) behind(rows *report.ConversionRows) (n int64) {
	list := w.events(report.BySaleDay, w.last)
	for i := range list {
		e := &list[i]
		day := e.saleDay.String()
		if e.conversion && e.currency == string(rows.Currency) && day >= rows.Period.From && day <= rows.Period.To && slices.Contains(rows.Statuses, e.of[report.Status]) &&
			!slices.ContainsFunc(rows.Where, func(f report.Filter) bool { return slices.Contains(f.Values, w.is(e, f.Dimension)) == f.Not }) {
			n += e.sign
		}
	}
	return n
}

func TestWhySaysTheNumbers(t *testing.T) {
	w := newWorld(0)
	w.clicks, w.sales, w.bonuses, w.closed = nil, nil, nil, map[string]cube.Day{}
	w.cells = map[cube.Day]cube.Cells{}
	link := &w.dir.Links[0]
	link.Test = false
	for i := range 2500 {
		w.clicks = append(w.clicks, clickFact{link: link, day: w.first, hour: "09", rejected: map[bool]string{true: "bot"}[i%5 == 0], unique: i%2 == 0})
	}
	for range 3 {
		w.sales = append(w.sales, &saleFact{day: w.first, versions: []saleVersion{{known: w.first, link: link, offer: link.Offer, member: link.Member, currency: "USD", status: "approved", hour: 9,
			seconds: 100, sale: 123_456, commission: 12_346, earnings: []earningFact{{member: link.Member, currency: "USD", state: 2, amount: 7_001}}}}})
	}
	w.fold()
	explorer := report.NewExplorer(w)
	for measure, want := range map[report.Measure]string{
		report.Clicks: "2,500 gross clicks − 500 rejected clicks = 2,000", report.Conversions: "3 conversions", report.SaleAmount: "3,703.68 USD",
		report.Margin: "370.38 USD − 210.03 USD = 160.35 USD", report.EPC: "210.03 USD ÷ 2,000 clicks = 0.1050 USD", report.NetworkEPC100: "370.38 USD × 100 ÷ 2,000 clicks = 18.52 USD",
		report.CR: "3 conversions × 100 ÷ 2,000 clicks = 0.15 %", report.AOV: "3,703.68 USD ÷ 3 conversions = 1,234.56 USD", report.ROAS: "3,703.68 USD ÷ 210.03 USD = 17.63",
		report.ReversalRate: "0 reversed conversions × 100 ÷ 3 conversions of any status = 0.00 %", report.ClickToSale: "300 seconds ÷ 3 conversions with a known time = 100 seconds",
		report.MembersDue: "1 member due", "members": "3 members",
	} {
		why, err := explorer.Why(context.Background(), report.Query{Measure: []report.Measure{report.Conversions}}, report.CellRef{Currency: "USD", Measure: measure})
		if err != nil || why.Numbers != want {
			t.Errorf("%s: %q (%v), want %q", measure, why.Numbers, err, want)
		}
		if why.Rounding == "" || why.Formula == "" || why.AsOf == "" {
			t.Errorf("%s: %+v", measure, why)
		}
	}
	why, err := explorer.Why(context.Background(), report.Query{By: []report.Dimension{report.Month, report.Offer}, Where: []report.Filter{{Dimension: report.Country, Values: []string{"DE"}, Not: true}},
		Measure: []report.Measure{report.SaleAmount}, Basis: report.BySaleDay}, report.CellRef{Currency: "USD", Row: []string{w.first.Month(), link.Offer}, Measure: report.SaleAmount})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(why.Where, "; "); !strings.HasPrefix(got, "Country: all but DE; Month: "+w.first.Month()+"; Offer: ") || why.Period.From != w.first.String() || why.Rows == nil || len(why.Rows.Where) != 2 {
		t.Errorf("%q of %+v: %+v", got, why.Period, why.Rows)
	}
}

// A filter that names no value narrows neither a report nor the list of the
// conversions behind it.
func TestFilterWithoutValuesHoldsAll(t *testing.T) {
	holds, err := report.NewExplorer(newWorld(1)).Holds(t.Context(), []report.Filter{{Dimension: report.Member}, {Dimension: report.Offer, Not: true}})
	if err != nil || !holds(cube.Sale{}) {
		t.Error("it holds nothing", err)
	}
}
