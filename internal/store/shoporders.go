package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

func scanOrderImport(r scanner) (affiliate.OrderImport, error) {
	return scanFields(func(i *affiliate.OrderImport, id string) { i.ID, i.Synced = id, true })(r)
}

// OrderImport is a file of the shop's orders as the fold sees it.
func (t *Tx) OrderImport(ctx context.Context, id string) (affiliate.OrderImport, bool, error) {
	return one(ctx, t.run, scanOrderImport, `SELECT id, fields FROM order_import WHERE id = ?`, id)
}

// PutOrderImport keeps a file of orders; one that is removed loses them.
func (t *Tx) PutOrderImport(ctx context.Context, i affiliate.OrderImport) error {
	fields, err := json.Marshal(i)
	if err != nil {
		return err
	}
	if i.Removed {
		if err := t.exec(ctx, `DELETE FROM shop_order WHERE import_id = ?`, i.ID); err != nil {
			return err
		}
	}
	return t.exec(ctx, `INSERT INTO order_import (id, removed, fields, seq) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET removed = excluded.removed, fields = excluded.fields`, i.ID, i.Removed, string(fields), t.entry.Seq)
}

// PutShopOrders keeps a part of a file's orders, with their days; a part that is
// known stays as it is.
func (t *Tx) PutShopOrders(ctx context.Context, file string, part int, orders []affiliate.ShopOrder, days []string) error {
	for i, o := range orders {
		fields, err := json.Marshal(o)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO shop_order (import_id, part, line, day, fields, seq) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			file, part, i, days[i], string(fields), t.entry.Seq); err != nil {
			return err
		}
	}
	return nil
}

// OrderImports lists the files of orders that were read in, newest first, those
// that wait for their place in the log before them. Removed ones are left out.
func (s *Store) OrderImports(ctx context.Context) ([]affiliate.OrderImport, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.OrderImport, error) { return orderImports(ctx, q) })
}

func orderImports(ctx context.Context, q queryer) ([]affiliate.OrderImport, error) {
	folded, err := rows(ctx, q, scanOrderImport, `SELECT id, fields FROM order_import WHERE removed = 0 ORDER BY seq, id`)
	if err != nil {
		return nil, err
	}
	all, err := overlay(ctx, q, affiliate.NounOrderImport, folded, func(i affiliate.OrderImport) string { return i.ID },
		func(i *affiliate.OrderImport, id string) { i.ID, i.Synced = id, false })
	slices.Reverse(all)
	return slices.DeleteFunc(all, func(i affiliate.OrderImport) bool { return i.Removed }), err
}

// ShopOrder is an order, and the file that it was read from.
type ShopOrder struct {
	affiliate.ShopOrder
	Import string
	Day    string
}

// ShopOrders lists the shop's orders of some days, in the order of their files,
// those that wait for their place in the log included. Of an order that several
// files have, the newest file's rows are the ones that count: a shop's export
// shows an order as it stands.
func (s *Store) ShopOrders(ctx context.Context, from, to string, zone *time.Location) ([]ShopOrder, error) {
	return snapshot(ctx, s, func(q queryer) ([]ShopOrder, error) {
		files, err := orderImports(ctx, q)
		if err != nil {
			return nil, err
		}
		age := make(map[string]int, len(files)) // 0 is the newest
		for i, f := range files {
			age[f.ID] = i
		}
		orders, err := rows(ctx, q, func(r scanner) (o ShopOrder, err error) {
			var fields string
			if err = r.Scan(&o.Import, &o.Day, &fields); err == nil {
				err = json.Unmarshal([]byte(fields), &o.ShopOrder)
			}
			return o, err
		}, `SELECT import_id, day, fields FROM shop_order WHERE (?1 = '' OR day >= ?1) AND (?2 = '' OR day <= ?2) ORDER BY import_id, part, line`, from, to)
		if err != nil {
			return nil, err
		}
		parts, err := waiting(ctx, q, affiliate.NounShopOrders)
		if err != nil {
			return nil, err
		}
		for _, c := range parts {
			id, _, _ := strings.Cut(c.Key, "/")
			body, err := affiliate.Merge(affiliate.ShopOrders{}, c)
			if err != nil {
				return nil, err
			}
			for _, o := range body.Orders {
				at, _, err := o.Moment(zone)
				if err != nil {
					return nil, err
				}
				if day := affiliate.Day(at, zone); (from == "" || day >= from) && (to == "" || day <= to) {
					orders = append(orders, ShopOrder{o, id, day})
				}
			}
		}
		newest := make(map[string]int, len(orders))
		for _, o := range orders {
			if a, known := age[o.Import]; known {
				if before, has := newest[o.Number]; !has || a < before {
					newest[o.Number] = a
				}
			}
		}
		return slices.DeleteFunc(orders, func(o ShopOrder) bool {
			a, known := age[o.Import]
			return !known || a != newest[o.Number]
		}), nil
	})
}
