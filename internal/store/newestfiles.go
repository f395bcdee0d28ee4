package store

import (
	"cmp"
	"context"

	"linkledger/internal/affiliate"
)

// newestFile tells which file's rows of an order count, by the files' ages.
type newestFile struct {
	age   map[string]int     // by file; 0 is the newest
	shop  map[string]string  // by file: shops may number alike
	order map[shopNumber]int // age of the newest file that has it
}

// shopNumber is an order's number within its shop.
type shopNumber struct{ shop, number string }

// newestFiles knows files, newest first, and no order yet.
func newestFiles(files []affiliate.OrderImport) newestFile {
	n := newestFile{make(map[string]int, len(files)), make(map[string]string, len(files)), map[shopNumber]int{}}
	for i, f := range files {
		n.age[f.ID], n.shop[f.ID] = i, f.Shop
	}
	return n
}

// orderKey is one for the ways of writing a number that a reconciliation takes
// for the same.
func orderKey(number string) string {
	return cmp.Or(affiliate.LooseOrder(affiliate.ExactOrder(number)), number)
}

func (n newestFile) see(number, file string) {
	age, known := n.age[file]
	if !known {
		return
	}
	key := shopNumber{n.shop[file], orderKey(number)}
	if before, has := n.order[key]; !has || age < before {
		n.order[key] = age
	}
}

// seeOtherDays sees the kept orders that are not of some days: an order that a
// newer file moved out of them does not count in them any more.
func (n newestFile) seeOtherDays(ctx context.Context, q queryer, from, to string) error {
	type row struct{ number, file string }
	others, err := rows(ctx, q, func(r scanner) (o row, err error) { return o, r.Scan(&o.file, &o.number) },
		`SELECT import_id, json_extract(fields, '$.n') FROM shop_order WHERE (?1 <> '' AND day < ?1) OR (?2 <> '' AND day > ?2)`, from, to)
	for _, o := range others {
		n.see(o.number, o.file)
	}
	return err
}

func (n newestFile) counts(number, file string) bool {
	age, known := n.age[file]
	return known && age == n.order[shopNumber{n.shop[file], orderKey(number)}]
}
