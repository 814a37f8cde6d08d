/**
 * Texts of the interface, Chinese: the language the shops work in, so this list is the one that decides which keys exist.
 * Keys are `area.thing`; `{name}` is filled in. Labels of tables, columns and actions are not here but in their
 * declarations; sentences for refusals have a list of their own.
 */
export const zh = {
  'app.name': '镜账',
  'language.zh': '中文',
  'language.en': 'English',

  'import.title': '导入',
  'import.choose': '选择文件',
  'import.drop': '把 CSV 或 XLSX 文件拖到这里',
  'import.reading': '正在读取 {name}，{percent}%',
  'import.planning': '正在核对 {done} / {total} 行',
  'import.writing': '正在写入 {done} / {total} 行',
  'import.cancel': '取消',
  'import.nothingYet': '点“导入”之前不会写入任何数据。',
  'import.columns': '列的对应',
  'import.columnOfFile': '文件中的列',
  'import.column': '对应到',
  'import.leaveOut': '不导入',
  'import.missing': '文件里没有“{column}”这一列，这一列必填：请在上面选择对应的列。',
  'import.summary': '共 {lines} 行：新增 {created}，更新 {updated}，没有变化 {unchanged}，待改正 {rejected}',
  'import.repeats': '{count} 行与前面的编码相同，会更新前面那一行',
  'import.problems': '待改正',
  'import.problemsHelp': '这些行先不导入，其余照常导入；可以在这里直接改正。',
  'import.notes': '按意思读取',
  'import.notesHelp': '这些单元格的写法与系统不同，请核对读成了什么。',
  'import.line': '第 {line} 行',
  'import.record': '第 {record} 条',
  'import.typed': '文件中',
  'import.read': '读作',
  'import.problem': '问题',
  'import.repeatOf': '第 {line} 行与第 {earlier} 行的编码都是 {key}：以后面一行为准',
  'import.skipped': '跳过 {count} 行（标题、合计）',
  'import.start': '导入 {count} 行',
  'import.done': '已导入 {count} 行',
  'import.undo': '撤销这次导入',

  'undo.changed-since': '后来又被改过，保留现在的值',
  'undo.packed': '原来的值只在服务器的存档里，请查看历史后直接修改',
  'undo.already-undone': '已经撤销过',
  'undo.no-contra': '这种流水不能这样撤销，请用相应的操作更正',

  'note.read-trimmed': '去掉了前后的空格',
  'note.read-full-width': '全角数字按半角读取',
  'note.read-amount-notation': '去掉了千位分隔符或货币符号',
  'note.read-normalized': '改成了统一写法',
  'note.read-serial-date': '表格中的日期序号按日期读取',
  'note.read-without-time': '去掉了时刻，只取日期'
} as const;
