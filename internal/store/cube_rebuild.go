package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"linkledger/internal/cube"
)

// RebuildCube makes the cells of clicks and sales from the facts again. What was
// counted on the days of a later month because the sale's was closed stays there;
// so does what is kept of when each difference became known.
func (s *Store) RebuildCube(ctx context.Context) error {
	s.refolding.Lock()
	defer s.refolding.Unlock()
	defer s.remade.Add(1)
	return s.db.Tx(ctx, func(tx *sql.Tx) error { return rebuildCube(ctx, begin(tx)) })
}

func rebuildCube(ctx context.Context, f *folding) error {
	facts := cubeFacts{f, f.word(ctx)}
	days, err := facts.clicks(ctx)
	if err != nil {
		return err
	}
	adjusted := map[cube.Day][]cube.Sale{} // by the day that they stand on
	err = eachStored(ctx, f, `part = 'sales'`, func(day cube.Day, cells cube.Cells) error {
		for _, sale := range cells.Sales {
			if sale.Adjustment { // what it brings is not on the sale's own day
				adjusted[day] = append(adjusted[day], sale)
				sale.Adjustment, sale.SaleSums = false, sale.Neg()
				adjusted[sale.SaleDay] = append(adjusted[sale.SaleDay], sale)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	sales, err := rebuildSales(ctx, f, facts)
	if err != nil {
		return err
	}
	for _, lists := range []map[cube.Day][]cube.Sale{sales, adjusted} {
		for day, list := range lists {
			days[day] = cube.Add(days[day], cube.Collect(cube.Cells{Sales: list}))
		}
	}
	if err := f.exec(ctx, `DELETE FROM cube_day WHERE part <> 'facets'`); err != nil {
		return err
	}
	for day, cells := range days {
		if err := f.addCells(ctx, cubeDays, cells, day.String()); err != nil {
			return err
		}
	}
	return nil
}

// rebuildSales keeps the cells of each cause anew, and gives those of each day.
func rebuildSales(ctx context.Context, f *folding, facts cubeFacts) (map[cube.Day][]cube.Sale, error) {
	list, err := facts.others(ctx)
	if err != nil {
		return nil, err
	}
	texts, err := facts.saleDays(ctx)
	if err != nil {
		return nil, err
	}
	for _, day := range slices.Sorted(maps.Keys(texts)) {
		more, err := facts.sales(ctx, texts[day]...)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	if err := f.exec(ctx, `DELETE FROM cube_sale`); err != nil {
		return nil, err
	}
	days := map[cube.Day][]cube.Sale{}
	for _, c := range list {
		if err := f.writeCells(ctx, cubeSales, len(c.want) > 0, cube.PackSales(c.want), c.cause); err != nil {
			return nil, err
		}
		for _, sale := range c.want {
			days[sale.SaleDay] = append(days[sale.SaleDay], sale)
		}
	}
	return days, nil
}
