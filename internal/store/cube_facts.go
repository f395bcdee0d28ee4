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

// saleDays are the texts of sale days, by day.
func (f cubeFacts) saleDays(ctx context.Context) (map[cube.Day][]string, error) {
	list, err := rows(ctx, f.q, scanText, `SELECT DISTINCT sale_day FROM conversion ORDER BY sale_day`)
	days := map[cube.Day][]string{}
	for _, text := range list {
		days[cubeDay(text)] = append(days[cubeDay(text)], text)
	}
	return days, err
}

// others are the causes of what was earned by no sale.
func (f cubeFacts) others(ctx context.Context) ([]causeFacts, error) {
	earnings, err := byCause(rows(ctx, f.q, scanEarned, `SELECT `+earnedColumns+` FROM earning`+earnedJoins+
		` WHERE earning.state <> 'void' AND earning.conversion_id = ''`))
	if err != nil {
		return nil, err
	}
	stand, err := standing(ctx, f.q, slices.Sorted(maps.Keys(earnings)))
	list := make([]causeFacts, 0, len(stand))
	for _, c := range stand {
		want, err := otherCells(earnings[c.cause], f.word)
		if err != nil {
			return nil, err
		}
		list = append(list, causeFacts{c.cause, want, c.cells})
	}
	return list, err
}

// sales are the causes of a day's sales.
func (f cubeFacts) sales(ctx context.Context, days ...string) (list []causeFacts, err error) {
	for _, day := range days {
		more, err := f.salesOf(ctx, day)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
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
	by := map[cube.Day]*cube.Cells{}
	at := func(day string) *cube.Cells {
		if by[cubeDay(day)] == nil {
			by[cubeDay(day)] = &cube.Cells{}
		}
		return by[cubeDay(day)]
	}
	err := f.eachClicks(ctx, func(day string, c cube.Clicks) {
		at(day).Append(cube.Cells{Clicks: []cube.Clicks{c}})
	}, func(day string, r cube.Rejected) {
		at(day).Append(cube.Cells{Rejected: []cube.Rejected{r}})
	})
	sums := make(map[cube.Day]cube.Cells, len(by))
	for day, cells := range by {
		sums[day] = cube.Collect(*cells)
	}
	return sums, err
}

// clicksOn are the clicks of a day.
func (f cubeFacts) clicksOn(ctx context.Context, day cube.Day) (cube.Cells, error) {
	var cells cube.Cells
	err := f.someClicks(ctx, ` WHERE day = ?`, []any{day.String()}, func(_ string, c cube.Clicks) { cells.Clicks = append(cells.Clicks, c) },
		func(_ string, r cube.Rejected) { cells.Rejected = append(cells.Rejected, r) })
	return cube.Collect(cells), err
}

// eachClicks yields the clicks of links and days.
func (f cubeFacts) eachClicks(ctx context.Context, clicks func(day string, c cube.Clicks), rejected func(day string, r cube.Rejected)) error {
	return f.someClicks(ctx, "", nil, clicks, rejected)
}

func (f cubeFacts) someClicks(ctx context.Context, where string, args []any, clicks func(string, cube.Clicks), rejected func(string, cube.Rejected)) error {
	_, err := rows(ctx, f.q, func(r scanner) (none struct{}, err error) {
		var day string
		var c cube.Clicks
		if err = r.Scan(&c.Link, &day, &c.Gross, &c.Unique); err == nil {
			clicks(day, c)
		}
		return none, err
	}, `SELECT number, day, gross, unique_count FROM link_day`+where, args...)
	if err != nil {
		return err
	}
	_, err = rows(ctx, f.q, func(r scanner) (none struct{}, err error) {
		var day, reason string
		var c cube.Rejected
		if err = r.Scan(&c.Link, &day, &reason, &c.Clicks); err != nil {
			return none, err
		}
		if c.Reason, err = f.word(reason); err == nil {
			rejected(day, c)
		}
		return none, err
	}, `SELECT number, day, reason, clicks FROM link_day_rejected`+where, args...)
	return err
}
