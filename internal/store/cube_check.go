package store

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"

	"linkledger/internal/cube"
)

// CubeDiffers says that a day's cells are not what the facts come to.
type CubeDiffers struct {
	Day  cube.Day
	Part cube.Part
	// What the facts have and the cube has not, and the other way round.
	Lacks, Has cube.Cells
}

// Error implements error.
func (d *CubeDiffers) Error() string {
	return fmt.Sprintf("the %s that reports have of %s are not what the facts come to: %+v is missing, %+v is too much", d.Part, d.Day, d.Lacks, d.Has)
}

// CheckCube proves that the cube has what the facts come to, cell by cell, or
// names the first day that differs (*CubeDiffers). It compares by the day of the
// sale: of a month that is closed, adjustments on later days are a part. Clicks by
// country, device and the like have no other source than the cube and the log.
func (s *Store) CheckCube(ctx context.Context) error {
	return atOnce(ctx, s.db.Read, func(q queryer) error {
		word, err := knownWords(ctx, q)
		if err != nil {
			return err
		}
		facts := cubeFacts{q, word}
		if err := clicksStand(ctx, facts); err != nil {
			return err
		}
		return salesStand(ctx, facts)
	})
}

// clicksStand compares clicks, which are many, by sums of hashes of each day's
// cells, and cell by cell where those differ.
func clicksStand(ctx context.Context, facts cubeFacts) error {
	seed := maphash.MakeSeed()
	off := map[cube.Day]uint64{}
	var early cube.Cells // of the day on which what is no day counts
	err := facts.eachClicks(ctx, func(text string, c cube.Clicks) {
		if day := cubeDay(text); day == 0 {
			early.Clicks = append(early.Clicks, c)
		} else if c.Gross != 0 || c.Unique != 0 {
			off[day] += maphash.Comparable(seed, c)
		}
	}, func(text string, r cube.Rejected) {
		if day := cubeDay(text); day == 0 {
			early.Rejected = append(early.Rejected, r)
		} else if r.Clicks != 0 {
			off[day] += maphash.Comparable(seed, r)
		}
	})
	if err == nil {
		err = eachStored(ctx, facts.q, `part IN ('clicks', 'rejected')`, func(day cube.Day, cells cube.Cells) error {
			for _, c := range cells.Clicks {
				off[day] -= maphash.Comparable(seed, c)
			}
			for _, r := range cells.Rejected {
				off[day] -= maphash.Comparable(seed, r)
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	off[0] = 1
	for _, day := range slices.Sorted(maps.Keys(off)) {
		if off[day] == 0 {
			continue
		}
		want := cube.Collect(early)
		if day != 0 {
			if want, err = facts.clicksOn(ctx, day); err != nil {
				return err
			}
		}
		got, err := storedOn(ctx, facts.q, day)
		if err == nil {
			err = same(day, want, got, cube.PartClicks, cube.PartRejected)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// salesStand compares sales a day at a time.
func salesStand(ctx context.Context, facts cubeFacts) error {
	causes := 0
	check := func(list []causeFacts, each func(cube.Sale)) error {
		for _, c := range list {
			if !slices.Equal(c.want, c.got) {
				return fmt.Errorf("%s has %+v in the cube instead of %+v", c.cause, c.got, c.want)
			}
			if len(c.got) > 0 {
				causes++
			}
			for _, sale := range c.want {
				each(sale)
			}
		}
		return nil
	}
	list, err := facts.others(ctx)
	if err != nil {
		return err
	}
	others := map[cube.Day][]cube.Sale{}
	if err := check(list, func(sale cube.Sale) { others[sale.SaleDay] = append(others[sale.SaleDay], sale) }); err != nil {
		return err
	}
	days, err := facts.saleDays(ctx)
	if err != nil {
		return err
	}
	all := map[cube.Day]bool{}
	adjusted, err := adjustments(ctx, facts.q, func(day cube.Day) { all[day] = true })
	if err != nil {
		return err
	}
	meet(all, days)
	meet(all, others)
	meet(all, adjusted)
	for _, day := range slices.Sorted(maps.Keys(all)) {
		want := cube.Cells{Sales: others[day]}
		list, err := facts.sales(ctx, days[day]...)
		if err == nil {
			err = check(list, func(sale cube.Sale) { want.Sales = append(want.Sales, sale) })
		}
		if err != nil {
			return err
		}
		got, err := storedOn(ctx, facts.q, day)
		if err != nil {
			return err
		}
		own := slices.DeleteFunc(got.Sales, func(sale cube.Sale) bool { return sale.Adjustment })
		got = cube.Collect(cube.Cells{Sales: slices.Concat(own, adjusted[day])})
		if err := same(day, cube.Collect(want), got, cube.PartSales); err != nil {
			return err
		}
	}
	var kept int
	if err := facts.q.QueryRowContext(ctx, `SELECT count(*) FROM cube_sale`).Scan(&kept); err != nil {
		return err
	}
	if kept != causes {
		return fmt.Errorf("the cube has cells of %d causes that there are not", kept-causes)
	}
	return nil
}

func meet[V any](all map[cube.Day]bool, days map[cube.Day]V) {
	for day := range days {
		all[day] = true
	}
}

// adjustments are the cells that stand on other days than their sales', by the
// day of the sale and as if they stood there. Each day with sales is told of.
func adjustments(ctx context.Context, q queryer, each func(cube.Day)) (map[cube.Day][]cube.Sale, error) {
	adjusted := map[cube.Day][]cube.Sale{}
	err := eachStored(ctx, q, `part = 'sales'`, func(day cube.Day, cells cube.Cells) error {
		each(day)
		for _, sale := range cells.Sales {
			switch {
			case sale.Adjustment:
				sale.Adjustment = false
				adjusted[sale.SaleDay] = append(adjusted[sale.SaleDay], sale)
			case sale.SaleDay != day:
				return fmt.Errorf("a sale of %s stands on %s", sale.SaleDay, day)
			}
		}
		return nil
	})
	return adjusted, err
}

func same(day cube.Day, want, got cube.Cells, parts ...cube.Part) error {
	for _, part := range parts {
		want, got := want.Only(part), got.Only(part)
		if !want.Equal(got) {
			return &CubeDiffers{Day: day, Part: part, Lacks: without(want, got), Has: without(got, want)}
		}
	}
	return nil
}

// without are the cells of a list that another does not have so.
func without(list, other cube.Cells) cube.Cells {
	return cube.Cells{Clicks: others(list.Clicks, other.Clicks), Rejected: others(list.Rejected, other.Rejected), Sales: others(list.Sales, other.Sales)}
}

func others[C comparable](list, other []C) (rest []C) {
	has := make(map[C]bool, len(other))
	for _, c := range other {
		has[c] = true
	}
	for _, c := range list {
		if !has[c] {
			rest = append(rest, c)
		}
	}
	return rest
}

// storedOn are the cells that stand on a day.
func storedOn(ctx context.Context, q queryer, day cube.Day) (cube.Cells, error) {
	list, err := rows(ctx, q, scanPacked, `SELECT day, part, cells FROM cube_day WHERE day = ?`, day.String())
	if err != nil {
		return cube.Cells{}, err
	}
	days, err := unpack(list)
	return days[day], err
}

// eachStored yields the cells of each day, a part at a time.
func eachStored(ctx context.Context, q queryer, where string, yield func(day cube.Day, cells cube.Cells) error) error {
	_, err := rows(ctx, q, func(r scanner) (none struct{}, err error) {
		p, err := scanPacked(r)
		if err != nil {
			return none, err
		}
		var cells cube.Cells
		if err := cells.Unpack(p.part, p.cells); err != nil {
			return none, fmt.Errorf("%s of %s: %w", p.part, p.day, err)
		}
		return none, yield(p.day, cells)
	}, `SELECT day, part, cells FROM cube_day WHERE `+where)
	return err
}
