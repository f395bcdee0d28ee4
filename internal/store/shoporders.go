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
// known stays as it is, whole.
func (t *Tx) PutShopOrders(ctx context.Context, file string, part int, orders []affiliate.ShopOrder, days []string) error {
	if _, known, err := one(ctx, t.run, scanText, `SELECT import_id FROM shop_order WHERE import_id = ? AND part = ? LIMIT 1`, file, part); err != nil || known {
		return err
	}
	for i, o := range orders {
		fields, err := json.Marshal(o)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO shop_order (import_id, part, line, day, fields, seq) VALUES (?, ?, ?, ?, ?, ?)`,
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
	Shop   string // of the file
}

// ShopOrders lists the shop's orders of some days, in the order of their files,
// those that wait for their place in the log included. Of an order that several
// files of a shop have, the newest file's rows are the ones that count, whichever day they
// give it: a shop's export shows an order as it stands.
func (s *Store) ShopOrders(ctx context.Context, from, to string, zone *time.Location) ([]ShopOrder, error) {
	return snapshot(ctx, s, func(q queryer) ([]ShopOrder, error) {
		files, err := orderImports(ctx, q)
		if err != nil {
			return nil, err
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
		unsent, err := waitingOrders(ctx, q, zone)
		if err != nil {
			return nil, err
		}
		newest := newestFiles(files)
		for _, o := range append(orders, unsent...) {
			newest.see(o.Number, o.Import)
		}
		if len(files) > 1 {
			if err := newest.seeOtherDays(ctx, q, from, to); err != nil {
				return nil, err
			}
		}
		counting := slices.DeleteFunc(append(orders, unsent...), func(o ShopOrder) bool {
			return from != "" && o.Day < from || to != "" && o.Day > to || !newest.counts(o.Number, o.Import)
		})
		for i, o := range counting {
			counting[i].Shop = newest.shop[o.Import]
		}
		return counting, nil
	})
}

// waitingOrders are those of all days that wait for their place in the log.
func waitingOrders(ctx context.Context, q queryer, zone *time.Location) (orders []ShopOrder, err error) {
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
			orders = append(orders, ShopOrder{o, id, affiliate.Day(at, zone), ""})
		}
	}
	return orders, nil
}
