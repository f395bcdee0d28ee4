package desktop

import (
	"context"
	"fmt"
	"testing"

	"linkledger/internal/cube"
)

// TestReportsAreMadeAgain: a proof of the database finds what reports read that
// no fact stands behind, makes it anew, and stops nothing.
func TestReportsAreMadeAgain(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	a := openApp(t, dir)
	s := got(a.session())(t)
	<-s.proven
	sale := cube.Sale{SaleKey: cube.SaleKey{Hour: cube.Unknown, Took: cube.Unknown}, SaleSums: cube.SaleSums{Conversions: 1, Sale: 1000}}
	spoil(t, dir, fmt.Sprintf(`INSERT INTO cube_sale (cause, cells, digest) SELECT 'conversion:none', cells, row_digest('cube_sale', 'conversion:none', cells)
		FROM (SELECT x'%x' AS cells)`, cube.PackSales([]cube.Sale{sale})))
	if err := s.store.CheckCube(ctx); err == nil {
		t.Fatal("a sale that nobody made is not found")
	}
	must(t, s.proveNow(ctx))
	if err := s.store.CheckCube(ctx); err != nil || s.damaged() != "" {
		t.Errorf("after the proof: %v, damaged %q", err, s.damaged())
	}
}
