package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// cubeFacts reads from the facts alone what cells there should be.
type cubeFacts struct {
	q    queryer
	word wordOf
}

// knownWords are the words that there are. The fold has met all that facts name.
func knownWords(ctx context.Context, q queryer) (wordOf, error) {
	list, err := words(ctx, q, 0)
	by := map[string]cube.Word{"": 0}
	for i, text := range list {
		by[text] = cube.Word(i + 1)
	}
	return func(text string) (cube.Word, error) {
		word, known := by[text]
		if !known {
			return 0, fmt.Errorf("the cube has no word %q", text)
		}
		return word, nil
	}, err
}

// causeFacts are the cells that a cause should have, and those that it has.
type causeFacts struct {
	cause     string
	want, got []cube.Sale
}

// sales yields what every cause should have in the cube, a day's sales at a
// time, and at last what was earned by no sale.
func (f cubeFacts) sales(ctx context.Context, yield func([]causeFacts) error) error {
	days, err := rows(ctx, f.q, scanText, `SELECT DISTINCT sale_day FROM conversion ORDER BY sale_day`)
	if err != nil {
		return err
	}
	for _, day := range days {
		list, err := f.salesOf(ctx, day)
		if err == nil {
			err = yield(list)
		}
		if err != nil {
			return err
		}
	}
	others, err := byCause(rows(ctx, f.q, scanEarned, `SELECT `+earnedColumns+` FROM earning`+earnedJoins+
		` WHERE earning.state <> 'void' AND earning.conversion_id = ''`))
	if err != nil {
		return err
	}
	stand, err := standing(ctx, f.q, slices.Sorted(maps.Keys(others)))
	if err != nil {
		return err
	}
	list := make([]causeFacts, 0, len(stand))
	for _, c := range stand {
		want, err := otherCells(others[c.cause], f.word)
		if err != nil {
			return err
		}
		list = append(list, causeFacts{c.cause, want, c.cells})
	}
	return yield(list)
}

func (f cubeFacts) salesOf(ctx context.Context, day string) ([]causeFacts, error) {
	conversions, err := rows(ctx, f.q, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE sale_day = ? ORDER BY id`, day)
	if err != nil {
		return nil, err
	}
	causes := make([]string, 0, len(conversions))
	by := make(map[string]affiliate.Conversion, len(conversions))
	for _, c := range conversions {
		causes = append(causes, c.ID.Cause())
		by[c.ID.Cause()] = c
	}
	earnings, err := earnedBy(ctx, f.q, causes)
	if err != nil {
		return nil, err
	}
	stand, err := standing(ctx, f.q, causes)
	list := make([]causeFacts, 0, len(stand))
	for _, c := range stand {
		s, err := soldOf(by[c.cause], f.word)
		if err != nil {
			return nil, err
		}
		want, err := s.cells(c.has, earnings[c.cause], f.word)
		if err != nil {
			return nil, err
		}
		list = append(list, causeFacts{c.cause, want, c.cells})
	}
	return list, err
}

// clicks are those of each day.
func (f cubeFacts) clicks(ctx context.Context) (map[cube.Day]cube.Cells, error) {
	type row struct {
		day, reason                    string
		number, gross, unique, refused int64
	}
	list, err := rows(ctx, f.q, func(r scanner) (v row, err error) {
		return v, r.Scan(&v.number, &v.day, &v.gross, &v.unique, &v.reason, &v.refused)
	},
		`SELECT number, day, gross, unique_count, '', 0 FROM link_day UNION ALL SELECT number, day, 0, 0, reason, clicks FROM link_day_rejected`)
	if err != nil {
		return nil, err
	}
	days := map[cube.Day]*cube.Cells{}
	for _, v := range list {
		day := cubeDay(v.day)
		if days[day] == nil {
			days[day] = &cube.Cells{}
		}
		cells := days[day]
		cells.Clicks = append(cells.Clicks, cube.Clicks{Link: v.number, Gross: v.gross, Unique: v.unique})
		if v.refused != 0 {
			why, err := f.word(v.reason)
			if err != nil {
				return nil, err
			}
			cells.Rejected = append(cells.Rejected, cube.Rejected{Link: v.number, Reason: why, Clicks: v.refused})
		}
	}
	sums := make(map[cube.Day]cube.Cells, len(days))
	for day, cells := range days {
		sums[day] = cube.Collect(*cells)
	}
	return sums, nil
}

// cells are those that days should have, by the day of the sale; each is told
// of every cause.
func (f cubeFacts) cells(ctx context.Context, each func(causeFacts) error) (map[cube.Day]cube.Cells, error) {
	days, err := f.clicks(ctx)
	if err != nil {
		return nil, err
	}
	sales := map[cube.Day][]cube.Sale{}
	err = f.sales(ctx, func(list []causeFacts) error {
		for _, c := range list {
			if err := each(c); err != nil {
				return err
			}
			for _, cell := range c.want {
				sales[cell.SaleDay] = append(sales[cell.SaleDay], cell)
			}
		}
		return nil
	})
	for day, list := range sales {
		days[day] = cube.Add(days[day], cube.Collect(cube.Cells{Sales: list}))
	}
	return days, err
}
