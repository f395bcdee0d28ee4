package report

import (
	"context"
	"slices"

	"linkledger/internal/money"
)

// allMembers is the figure of the home screen that no cut of sales has.
var allMembers = MeasureInfo{Measure: "members", Label: "Members", Explanation: "Members of the programme, whether or not they have sold anything.",
	Formula: "Members counted, but for test members and those of imports that were undone", Section: "Members", Unit: Count}

// homeFlows are the key figures that come about day by day, homeStocks those
// that stand at the end.
var (
	homeFlows  = []Measure{MembersWithConversions, Conversions, Clicks, SaleAmount, SalesPerMember, Payout, PayoutPerMember}
	homeStocks = []Measure{PayoutDue, MembersDue}
)

// query is what the home screen's figures have in common. They are of what
// members brought, as Sales Tracking is.
func (h HomeQuery) query(measures []Measure, by ...Dimension) Query {
	if h.Compare == NoComparison && h.Period.From != "" {
		h.Compare = PreviousPeriod
	}
	return Query{Period: h.Period, Basis: h.Basis, AsOf: h.AsOf, By: by, Where: append(slices.Clone(h.Where), ofMembers), Measure: measures,
		Compare: h.Compare, ComparedWith: h.ComparedWith, Fill: true, Limit: MaxLimit}
}

// Home are the key figures of a period with the one before, and how they went.
func (e *Explorer) Home(ctx context.Context, h HomeQuery) (Home, error) {
	whole, err := e.Explore(ctx, h.query(slices.Concat(homeFlows, homeStocks)))
	if err != nil {
		return Home{}, err
	}
	days, err := span(whole.Period)
	if err != nil {
		return Home{}, err
	}
	v := Home{Period: whole.Period, Compared: whole.Compared, Bucket: bucketFor(days), Notes: whole.Notes}
	q := h.query(homeFlows, v.Bucket)
	for _, t := range whole.Tables {
		q.Currencies = append(q.Currencies, t.Currency)
	}
	q.Period = whole.Period // the same days, whatever has been folded since
	if whole.Compared.From == "" {
		q.Compare = NoComparison // all time has nothing before it, nor has its trend
	}
	course, err := e.Explore(ctx, q)
	if err != nil {
		return Home{}, err
	}
	cat, err := e.catalog(ctx)
	if err != nil {
		return Home{}, err
	}
	for i := range course.Tables {
		if i == 0 {
			v.Buckets, v.BucketsBefore = course.Tables[i].labels()
		}
		v.Currencies = append(v.Currencies, KPIs{whole.Tables[i].Currency, cat.keyFigures(&whole, &course, i)})
	}
	return v, nil
}

// bucketFor is what a trend of a period goes by.
func bucketFor(d Days) Dimension {
	switch {
	case d.count() <= 62:
		return Day
	case d.count() <= 400:
		return Week
	}
	return Month
}

func (t *Table) labels() (labels, before []Label) {
	for _, row := range t.Rows {
		if row.Labels[0].ID != "" {
			labels = append(labels, row.Labels[0])
		}
		if len(row.Before) > 0 && row.Before[0].ID != "" {
			before = append(before, row.Before[0])
		}
	}
	return labels, before
}

func (c *catalog) keyFigures(whole, course *Result, table int) []KPI {
	none := Value{Unit: Count, Missing: "Members are counted as they are today."}
	list := []KPI{{Measure: allMembers, Cell: Cell{Value: Value{Unit: Count, Count: c.memberCount()}, Before: none}}}
	total, rows := whole.Tables[table].Total.Total, course.Tables[table].Rows
	for i, m := range whole.Query.Measure {
		info, _ := m.Info()
		k := KPI{Measure: info, Cell: total[i]}
		for _, row := range rows {
			if i >= len(homeFlows) {
				break
			}
			if row.Labels[0].ID != "" {
				k.Trend = append(k.Trend, row.Total[i].Value)
			}
			if len(row.Before) > 0 && row.Before[0].ID != "" {
				k.TrendBefore = append(k.TrendBefore, row.Total[i].Before)
			}
		}
		list = append(list, k)
	}
	return list
}

// memberCount is how many members the programme has.
func (c *catalog) memberCount() (count int64) {
	for _, m := range c.dir.Members {
		if !m.Test && !m.Removed {
			count++
		}
	}
	return count
}

// HeatMap are clicks and conversions by weekday and hour.
func (e *Explorer) HeatMap(ctx context.Context, h HomeQuery) (HeatMap, error) {
	q := Query{Period: h.Period, Basis: h.Basis, AsOf: h.AsOf, Where: h.Where, By: []Dimension{Weekday, Hour}, Measure: []Measure{Clicks, Conversions}, Limit: MaxLimit}
	r, err := e.Explore(ctx, q)
	if err != nil {
		return HeatMap{}, err
	}
	v := HeatMap{Period: r.Period, Notes: r.Notes, ClicksUnknown: r.Tables[0].Total.Total[0].Value.Missing}
	for i, table := range r.Tables {
		for _, row := range table.Rows {
			day := int(row.Labels[0].ID[0] - '1')
			hour, known := hourOf(row.Labels[1].ID)
			conversions := row.Total[1].Value.Count
			if !known {
				v.NoHour += conversions
				continue
			}
			v.Conversions[day][hour] += conversions
			if i == 0 { // clicks stand in each table
				v.Clicks[day][hour] += row.Total[0].Value.Count
			}
		}
	}
	return v, nil
}

func hourOf(id string) (hour int, known bool) {
	if len(id) != 2 {
		return 0, false
	}
	return int(id[0]-'0')*10 + int(id[1]-'0'), true
}

// Funnel is how far the clicks of a period came.
func (e *Explorer) Funnel(ctx context.Context, h HomeQuery) (Funnels, error) {
	q := Query{Period: h.Period, Basis: h.Basis, AsOf: h.AsOf, Where: h.Where, Measure: []Measure{Clicks}}
	clicks, err := e.Explore(ctx, q)
	if err != nil {
		return Funnels{}, err
	}
	q.Period, q.By, q.Measure = clicks.Period, []Dimension{Stage}, []Measure{Conversions, SaleAmount}
	stages, err := e.Explore(ctx, q)
	if err != nil {
		return Funnels{}, err
	}
	v := Funnels{Period: clicks.Period, Notes: slices.Concat(clicks.Notes, stages.Notes)}
	for i := range stages.Tables {
		v.Currencies = append(v.Currencies, funnel(&stages.Tables[i], clicks.Tables[0].Total.Total[0].Value))
	}
	return v, nil
}

func funnel(t *Table, clicks Value) Funnel {
	f := Funnel{Currency: t.Currency, Steps: []FunnelStep{{Code: "clicks", Label: "Clicks", Count: clicks,
		Sales: Value{Unit: Money, Missing: "A click is no sale."}, Share: Value{Unit: Percent, Missing: "It is the first step."}}}}
	for _, step := range [...]struct {
		code, label, from string
	}{{"conversions", "Conversions", "0"}, {"locked", "Locked by CJ", "2"}, {"received", "Paid by CJ", "3"}, {"paid", "Paid to members", "4"}} {
		count, sales := Value{Unit: Count}, Value{Unit: Money, Money: money.New(0, t.Currency)}
		for _, row := range t.Rows {
			if row.Labels[0].ID >= step.from {
				count.Count += row.Total[0].Value.Count
				sales.Money.Minor += row.Total[1].Value.Money.Minor
			}
		}
		before := f.Steps[len(f.Steps)-1].Count
		f.Steps = append(f.Steps, FunnelStep{Code: step.code, Label: step.label, Count: count, Sales: sales, Share: share(count.Count, before)})
	}
	return f
}

// share is a part in per cent.
func share(part int64, whole Value) Value {
	v := Value{Unit: Percent, Places: 2, Missing: whole.Missing}
	switch {
	case !whole.Known():
	case whole.Count == 0:
		v.Missing = "There is nothing that it could be a part of."
	default:
		v.Rate = fraction{part, whole.Count}.rounded(100, 0, v.Places)
	}
	return v
}
