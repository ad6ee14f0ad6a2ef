//! Small files of a retailer like the real one, written here.

/// Sales, a cancellation that takes back pieces of two sales at two rates, one nobody bought, carriage, a fee, a bank charge,
/// bad debt, a voucher, a discount, a write-off, a find, an export, and a country nobody can tell.
pub const TRADE: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
100001,11111,RED MUG,10,2010-12-01 09:00:00,2.50,50001.0,United Kingdom
100001,22222,BLUE MUG,4,2010-12-01 09:00:00,1.25,50001.0,United Kingdom
100001,POST,POSTAGE,1,2010-12-01 09:00:00,5.00,50001.0,United Kingdom
100002,11111,,-3,2010-12-02 10:00:00,0,,United Kingdom
100003,33333,found,7,2010-12-03 10:00:00,0,,United Kingdom
100004,11111,RED MUG,5,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
C100005,11111,RED MUG,-12,2011-03-01 09:00:00,2.50,50001.0,United Kingdom
C100006,33333,GREEN MUG,-1,2011-03-02 09:00:00,3.00,50002.0,United Kingdom
100007,33333,GREEN MUG,2,2011-03-03 09:00:00,3.00,50003.0,Germany
100008,33333,GREEN MUG,2,2011-03-04 09:00:00,3.00,50004.0,Australia
100009,33333,GREEN MUG,1,2011-03-05 09:00:00,3.00,,Unspecified
C100010,AMAZONFEE,AMAZON FEE,-1,2011-03-06 09:00:00,100.00,,United Kingdom
C100011,BANK CHARGES,Bank Charges,-1,2011-03-07 09:00:00,15.00,,United Kingdom
A100012,B,Adjust bad debt,1,2011-03-08 09:00:00,-40.00,,United Kingdom
100013,gift_0001_20,Dotcomgiftshop Gift Voucher £20.00,1,2011-03-09 09:00:00,16.67,,United Kingdom
100013,11111a,RED MUG,1,2011-03-09 09:00:00,2.50,,United Kingdom
C100014,D,Discount,-1,2011-03-10 09:00:00,9.99,50001.0,United Kingdom
100015,M,Manual,1,2011-03-11 09:00:00,7.00,50001.0,United Kingdom
";

/// A row whose quantity is a word, in an invoice with a usable row, and one in an invoice of its own.
pub const BROKEN: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
200001,11111,RED MUG,2,2011-02-01 09:00:00,2.50,50001.0,United Kingdom
200001,22222,BLUE MUG,six,2011-02-01 09:00:00,1.25,50001.0,United Kingdom
200002,22222,BLUE MUG,none,2011-02-02 09:00:00,1.25,50001.0,United Kingdom
";
