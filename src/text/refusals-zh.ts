/** One sentence a rule: what happened, then what to do next. Grouped by the room that refuses. */
export const refusalsZh = {
  'unknown-rule': '没有接受（{rule}）。请刷新页面更新到新版本，再试一次。',

  // A typed cell
  required: '这一格必填。请填写后再保存。',
  negative: '不能是负数。请填 0 或更大的数。',
  'below-minimum': '太小了，最小是 {minimum}。请改大一些。',
  'above-maximum': '太大了，最大是 {maximum}。请改小一些。',
  'not-an-amount': '“{typed}”不是金额。请填数字，例如 1280 或 1,280.00。',
  'too-many-decimals': '“{typed}”的小数超过两位。金额最小到分，请改为两位小数。',
  'amount-too-large': '金额 {typed} 太大。请检查是否多输了数字。',
  'not-a-whole-number': '“{typed}”不是整数。请填整数，例如 3。',
  'quantity-too-large': '数量 {typed} 太大。请检查是否多输了数字。',
  'not-a-power': '“{typed}”不是度数。请填例如 -4.25 或 PL。',
  'power-off-step': '度数 {typed} 不在 0.12 或 0.25 的档位上。请填例如 -4.25。',
  'power-out-of-range': '度数 {typed} 超出范围（-30.00 到 +25.00）。请检查正负号和小数点。',
  'not-a-date': '“{typed}”不是日期。请填例如 2026-11-01。',
  'no-such-date': '没有“{typed}”这一天。请检查月份和日期。',
  'ambiguous-date': '“{typed}”分不清哪个是月、哪个是日。请改成 2026-11-01 这样的写法。',
  'not-yes-or-no': '“{typed}”不是“是”或“否”。请填是或否。',
  'unknown-choice': '没有“{typed}”这个选项。请从中选择：{choices}。',
  'not-a-barcode': '“{typed}”不是条码。请填数字或英文字母，不超过 48 位，中间不能有空格。',
  'wrong-check-digit': '条码 {typed} 的校验位不对，多半是输错了一位。请重新扫描或核对包装。',
  'wrong-pattern': '“{typed}”的写法不对。请按这一列的说明填写。',
  'wrong-type': '这一格的数据类型不对。请重新输入。',
  'cell-too-long': '内容有 {length} 个字符，超过一格的上限 {limit}。请缩短后再试。',
  'no-such-reference': '{what}里没有“{typed}”。请先建立它，或改成已有的。',

  // Which book a row belongs to
  'book-needs-shop': '这一行没有门店。请先选择门店。',
  'book-needs-date': '这一行没有日期。请先填写日期。',

  // Products and shops
  'sku-form': '“{typed}”不能作编码。请用不超过 60 个字符，不含竖线 |。',
  'shop-code-form': '“{typed}”不能作门店代码。请用小写字母、数字和连字符，例如 wuchang。',
  'not-millimetres': '“{typed}”不是毫米数。请填例如 8.6 或 14.2。',
  'batch-required-class-iii': '隐形眼镜和护理液是第三类医疗器械，必须有批号。请填写包装上的批号（LOT）。',
  'expiry-required-class-iii': '隐形眼镜和护理液是第三类医疗器械，必须有失效日期。请填写包装上的日期（EXP）。',
  'registration-required-class-iii': '隐形眼镜和护理液是第三类医疗器械，必须有注册证号。请填写注册证编号。',

  // Stock
  'zero-quantity': '数量不能是 0。请填写实际数量。',
  'opening-already-counted': '这个商品在这家店已经录过期初。以后的差异请用“盘点调整”。',
  'nothing-to-adjust': '盘点数和账面数都是 {onHand}，没有差异，不用调整。',
  'on-hand-unknown': '现在算不出这个商品的在手数。请等数据载入后再盘点。',
  'same-shop': '调出和调入是同一家店。请选择另一家店。',
  'no-such-transfer': '找不到这张调拨单。请等同步完成后再试。',
  'transfer-already-received': '这张调拨单已经收过货。请查看收货记录；数量不符请作差异处理。',
  'transfer-taken-back': '这张调拨单已经被撤销。请与调出门店联系。',
  'more-than-sent': '收货 {quantity} 件，比发出的 {sent} 件多。请重新清点，多出的另作收货。',
  'nothing-in-dispute': '这张调拨单没有差异，不需要处理。',

  // Commits at the gate
  unreadable: '这次改动无法读取，没有接受。请刷新页面后重做一次。',
  'not-your-name': '这次改动署名 {by}，与登录的人不同，没有接受。请用自己的账号重做。',
  'not-your-device': '这次改动来自另一台设备，没有接受。请在这台设备上重做。',
  'not-your-feed': '这次改动写到了别的设备的记录里，没有接受。请刷新页面后重做。',
  'clock-ahead': '这台设备的时钟快了 {minutes} 分钟。改动会自动重新提交；请校准时钟。',
  'stale-stamp': '这次改动的时间早于已接受的改动，没有接受。请刷新页面后重做。',
  'newer-version': '这次改动用到了新版本的内容（{name}）。请刷新页面更新后再试。',
  'not-what-the-action-writes': '这个操作不应该改动这些数据，没有接受。请刷新页面更新后再试。',
  'too-many-cells': '一次改动了 {cells} 格，超过上限 {limit}。请分几次做。',
  'too-many-stamps': '这一格同时有太多人修改过。请刷新后从冲突的值中选一个。',
  'wrong-book': '这一行不属于这个账簿，没有接受。请检查门店和日期。',
  'needs-an-action': '这张表不能直接输入。请用页面上的操作按钮。',
  'ledger-is-final': '流水不能修改。请再记一笔更正，或用撤销。',
  'book-column-is-final': '门店和日期决定这一行记在哪里，建立后不能改。请删除后重新录入。',
  'foreign-row-id': '这一行的编号不属于这台设备，没有接受。请刷新页面后重做。',
  'depends-on': '它依赖的一行没有被接受或不存在。请先处理那一行，再重做。',
  'wrong-sign': '数量的正负号不对，没有接受。请通过相应的操作录入。',
  'replaces-the-future': '这次改动声称替换了更晚的值，没有接受。请刷新页面后重做。',
  'replaces-the-unknown': '这次改动替换了一个不存在的值，没有接受。请刷新页面后重做。',

  refused: '服务器没有接受这次改动，也没有说明原因。请刷新页面后重做；仍不行请联系管理员。',
  'said-twice': '这次改动已经收到过，不需要再提交。',
  'id-used-twice': '这次改动的编号已被另一次改动用过，没有接受。请刷新页面后重做。',

  // Undo and redo
  'nothing-to-undo': '没有可以撤销的操作。要改别人的改动，请直接修改单元格。',
  'nothing-to-redo': '没有可以重做的操作，请直接再做一次。',
  'nothing-left-to-undo': '这一步的 {cells} 格后来都被改过，没有可撤销的。请在历史记录里查看并直接修改。',
  'undo-needs-the-relay': '这一步太早，本机已没有记录。请联网后再撤销。',

  // Files
  'file-empty': '文件是空的，没有写入任何数据。请检查是否选错了文件，或重新导出。',
  'file-too-large': '文件有 {size} MB，超过上限 {limit} MB。请拆成几个文件再导入。',
  'file-has-too-many-cells': '文件超过 {limit} 个单元格，没有读取。请只留下需要的行和列再导入。',
  'not-a-spreadsheet': '这不是表格文件，没有写入任何数据。请选择 CSV 或 XLSX 文件，或在 Excel 里另存为 XLSX。',
  'spreadsheet-locked': '这是旧版 .xls 文件或加了密码的文件。请在 Excel 里打开，去掉密码，另存为 XLSX 再导入。',
  'spreadsheet-damaged': '文件已损坏，没有写入任何数据。请重新下载，或在 Excel 里打开后另存一份。',
  'spreadsheet-too-large': '文件展开后超过 {limit} MB，没有读取。请只留下需要的工作表和列再导入。',
  'spreadsheet-has-dtd': '文件里有表格软件不会写的内容（DTD），为安全没有读取。请在 Excel 里打开后另存一份。',
  'unknown-encoding': '文件的文字编码认不出来。请在 Excel 里另存为“CSV UTF-8”或 XLSX。',
  'csv-quote-not-closed': '第 {line} 行有一个引号没有配对，后面的内容分不清。请改好这一行再导入。',
  'no-heading-row': '没有找到标题行。请确认有一行写着列名，例如：{wanted}。',
  'import-cancelled': '导入已取消，没有写入任何数据。'
} as const;
